import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { collectDefaultMetrics } from "prom-client";
import { type Gateway, startGateway } from "../gateway/gateway.ts";
import { RATE_SUBJECT } from "../gateway/rate/gossip.ts";
import type { Config } from "../runtime/config/config.ts";
import { ConfigError } from "../runtime/config/settings.ts";
import { connectNats, installationSubject } from "../runtime/events/streams.ts";
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
  checkSharedKey(targets, parts.config);
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

/** Throws ConfigError when only some services run here and the key that all of them must share isn't set. */
function checkSharedKey({ modules }: Targets, config: Config): void {
  if (modules.length === 0 || modules.length === SERVICE_NAMES.length || config.secretsKey.length > 0) return;
  throw new ConfigError(
    "SECRETS_KEY is not set, and the services of this installation run in several processes.",
  );
}

async function openGateway(services: RunningServices, parts: PlatformParts): Promise<Gateway> {
  const { config, clock, metrics, newId } = parts;
  const log = parts.log.child({ service: "gateway" });
  const gateway = await startGateway({
    config,
    clock,
    log,
    metrics,
    transports: services.transports,
    accessTokens: services.accessTokens,
    ready: services.readiness,
    newRequestId: () => newId("rq"),
    webFolder: join(import.meta.dirname, "../web/dist"),
  });
  void shareRates(gateway, services, parts);
  services.shutdown.defer("gateway calls", () => gateway.stop((config.shutdownSeconds * 1000) / 3));
  return gateway;
}

/** How long a gateway without services waits before it looks for NATS again, in ms. */
const NATS_AGAIN_MS = 5_000;

/**
 * Lets the gateway count calls together with others: over the services' NATS connection, or over one of its own as soon
 * as there is a NATS. It starts without: until then it keeps to its limits by itself.
 */
async function shareRates(
  gateway: Gateway,
  { bus, shutdown }: RunningServices,
  { config, log, processId }: PlatformParts,
): Promise<void> {
  const subject = installationSubject(config.natsPrefix, RATE_SUBJECT);
  if (bus) gateway.shareRates({ connection: bus.connection, subject });
  if (bus || config.natsUrl === "") return;
  const stopping = new AbortController();
  shutdown.defer("search for NATS", () => stopping.abort());
  for (let tries = 0; !stopping.signal.aborted; tries++) {
    try {
      const connection = await connectNats(config.natsUrl, processId);
      shutdown.defer("NATS", () => {
        gateway.unshareRates();
        return connection.drain();
      });
      if (stopping.signal.aborted) await connection.close();
      else gateway.shareRates({ connection, subject });
      return;
    } catch (error) {
      if (tries === 0)
        log.warn({ err: error }, "NATS is away: rate limits are not shared with other gateways");
      await setTimeout(NATS_AGAIN_MS, undefined, { ref: false, signal: stopping.signal }).catch(
        () => undefined,
      );
    }
  }
}

/** Process metrics (memory, event loop, garbage collection) beside the platform's own. */
export const collectProcessMetrics = (parts: PlatformParts): void =>
  collectDefaultMetrics({ register: parts.metrics });
