import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { Registry } from "prom-client";
import { systemClock } from "../runtime/clock.ts";
import type { Config } from "../runtime/config/config.ts";
import { createIdSource } from "../runtime/ids.ts";
import { createLogger } from "../runtime/log/logger.ts";
import type { PlatformParts } from "../runtime/platform/parts.ts";
import type { TimeLapse } from "./demo/time-lapse.ts";

/**
 * The parts of a real process: the machine's clock, random ids, a log on standard output. With a time lapse, the clock
 * of the services that live through it.
 */
export function processParts(config: Config, lapse?: TimeLapse): PlatformParts {
  const pretty =
    config.logFormat === "pretty" || (config.logFormat === "auto" && process.stdout.isTTY === true);
  return {
    config,
    clock: systemClock,
    newId: createIdSource(systemClock),
    log: createLogger({ level: config.logLevel, pretty }),
    metrics: new Registry(),
    ...(lapse ? { clockOf: (service) => lapse.clockOf(service) } : {}),
    processId: `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`,
    automaticJobs: true,
  };
}
