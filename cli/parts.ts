import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { Registry } from "prom-client";
import { systemClock } from "../runtime/clock.ts";
import type { Config } from "../runtime/config/config.ts";
import { createIdSource } from "../runtime/ids.ts";
import { createLogger } from "../runtime/log/logger.ts";
import type { PlatformParts } from "../runtime/platform/parts.ts";

/** The parts of a real process: the machine's clock, random ids, a log on standard output. */
export function processParts(config: Config): PlatformParts {
  const pretty =
    config.logFormat === "pretty" || (config.logFormat === "auto" && process.stdout.isTTY === true);
  return {
    config,
    clock: systemClock,
    newId: createIdSource(systemClock),
    log: createLogger({ level: config.logLevel, pretty }),
    metrics: new Registry(),
    processId: `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`,
    automaticJobs: true,
  };
}
