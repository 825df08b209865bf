import { collectDefaultMetrics } from "prom-client";
import { type Gateway, startGateway } from "../gateway/gateway.ts";
import type { Config } from "../runtime/config/config.ts";
import { ConfigError } from "../runtime/config/settings.ts";
import type { PlatformParts } from "../runtime/platform/parts.ts";
import { type RunningServices, runServices } from "../runtime/platform/run-services.ts";
import { SERVICE_NAMES } from "../runtime/service.ts";
import type { Targets } from "./targets.ts";

/** A process of the platform, running. */
export interface Launched {
  readonly services: RunningServices;
  readonly gateway: Gateway | undefined;
  /** The ordered stop, under one deadline; safe to call again. */
  readonly stop: () => Promise<void>;
}

/** Starts the services and the gateway that a process is to run. When something fails, nothing is left running. */
export async function launch(targets: Targets, parts: PlatformParts): Promise<Launched> {
  checkAddresses(targets, parts.config);
  const services = await runServices(targets.modules, parts);
  const { shutdown } = services;
  try {
    const gateway = targets.gateway ? await openGateway(services, parts) : undefined;
    return { services, gateway, stop: () => shutdown.run() };
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

/** Throws ConfigError when a service neither runs here nor has an address. */
function checkAddresses(targets: Targets, config: Config): void {
  const here = new Set(targets.modules.map((module) => module.name));
  const lost = SERVICE_NAMES.find((name) => !here.has(name) && config.serviceAddresses[name].length === 0);
  if (lost === undefined) return;
  throw new ConfigError(
    `${lost.toUpperCase()}_ADDRESS is not set, and this process does not run the ${lost} service.`,
  );
}

async function openGateway(services: RunningServices, parts: PlatformParts): Promise<Gateway> {
  const { config, log, metrics, newId } = parts;
  const gateway = await startGateway({
    config,
    log: log.child({ service: "gateway" }),
    metrics,
    transports: services.transports,
    ready: services.ready,
    newRequestId: () => newId("rq"),
  });
  services.shutdown.defer("gateway calls", () => gateway.stop((config.shutdownSeconds * 1000) / 3));
  return gateway;
}

/** Process metrics (memory, event loop, garbage collection) beside the platform's own. */
export const collectProcessMetrics = (parts: PlatformParts): void =>
  collectDefaultMetrics({ register: parts.metrics });
