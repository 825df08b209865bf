import { Registry } from "prom-client";
import { type Gateway, startGateway } from "../../gateway/gateway.ts";
import { createLogger, type Logger } from "../../runtime/log/logger.ts";
import type { Constellation } from "../../runtime/testing/constellation.ts";

/** Opens the gateway in front of services that run, as `countersign start` does. */
export const openGateway = (net: Constellation, log?: Logger): Promise<Gateway> =>
  startGateway({
    config: { ...net.config, ...NO_RATES },
    transports: net.running.transports,
    accessTokens: net.running.accessTokens,
    clock: net.clock,
    log: log ?? createLogger({ level: process.env.TEST_LOG_LEVEL ?? "silent", pretty: false }),
    metrics: new Registry(),
    ready: net.running.readiness,
    newRequestId: () => net.newId("rq"),
  });

/** These tests call as often as they can from one address; the rates have tests of their own. */
const NO_RATES = {
  rateLimitPerUser: 0,
  rateLimitPerCustomer: 0,
  rateLimitPerAddress: 0,
  maxConnectionsPerAddress: 0,
};
