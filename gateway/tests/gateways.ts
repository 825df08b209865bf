import { Registry } from "prom-client";
import { createLogger } from "../../runtime/log/logger.ts";
import type { Constellation } from "../../runtime/testing/constellation.ts";
import { type Gateway, type GatewayConfig, type GatewayOptions, startGateway } from "../gateway.ts";

/** Gateways over the services of one test, all stopped together. */
export class Gateways {
  readonly #net: Constellation;
  readonly #open: Gateway[] = [];

  constructor(net: Constellation) {
    this.#net = net;
  }

  /** Opens one more. */
  async open(
    config: Partial<GatewayConfig> = {},
    options: Partial<Omit<GatewayOptions, "config">> = {},
  ): Promise<Gateway> {
    const net = this.#net;
    const gateway = await startGateway({
      config: { ...net.config, ...config },
      clock: net.clock,
      accessTokens: net.running.accessTokens,
      transports: net.running.transports,
      log: createLogger({ level: process.env.TEST_LOG_LEVEL ?? "silent", pretty: false }),
      metrics: new Registry(),
      ready: net.running.readiness,
      newRequestId: () => net.newId("rq"),
      ...options,
    });
    this.#open.push(gateway);
    return gateway;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#open.map((gateway) => gateway.stop(100)));
  }
}
