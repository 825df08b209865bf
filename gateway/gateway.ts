import type { Registry } from "prom-client";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { AccessTokenVerifier } from "../runtime/auth/access-token.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Config } from "../runtime/config/config.ts";
import type { Logger } from "../runtime/log/logger.ts";
import type { Transports } from "../runtime/platform/transports.ts";
import { AccessLog } from "./access-log.ts";
import { ApiKeys } from "./api-keys.ts";
import { Arrivals } from "./arrival.ts";
import { connectNodePath } from "./connect/connect-node.ts";
import { ConnectionCounts } from "./connection-counts.ts";
import { DoorPort } from "./door-port.ts";
import { frontDoor } from "./front-door.ts";
import { HttpMetrics } from "./http-metrics.ts";
import { HTTP_LIMITS, type HttpLimits } from "./limits.ts";
import { listen } from "./listen.ts";
import { loginCallback } from "./login/login-callback.ts";
import type { Mount } from "./mount.ts";
import { OpenCalls } from "./open-calls.ts";
import { operatorRoutes } from "./operator/operator-routes.ts";
import { Origins } from "./origins.ts";
import { livePage, metricsPage, type Readiness, readyPage } from "./pages/health.ts";
import { homePage } from "./pages/home.ts";
import type { Page } from "./pages/page.ts";
import { type GossipLine, RateGossip } from "./rate/gossip.ts";
import { RateLimits } from "./rate/rate-limits.ts";
import { Reception } from "./reception.ts";
import { routesOf } from "./routes.ts";
import { scimMount } from "./scim/scim.ts";
import { securityHeaders } from "./security-headers.ts";
import { SessionCookies } from "./session/session-cookies.ts";
import { webClient } from "./web/web-client.ts";

/** The settings that the gateway reads. */
export type GatewayConfig = Pick<
  Config,
  | "httpHost"
  | "httpPort"
  | "publicUrl"
  | "trustedProxies"
  | "corsOrigins"
  | "rateLimitPerUser"
  | "rateLimitPerCustomer"
  | "rateLimitPerAddress"
  | "maxStreams"
  | "maxConnectionsPerAddress"
  | "metricsToken"
>;

/** What the gateway is started with. */
export interface GatewayOptions {
  readonly config: GatewayConfig;
  /** How services are reached: in this process or over gRPC, the gateway can't tell. */
  readonly transports: Pick<Transports, "to">;
  /** Tells whose limits a call counts against; the services verify tokens again. */
  readonly accessTokens: AccessTokenVerifier;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Whether calls should be sent here; `/readyz` tells. */
  readonly ready: () => Promise<Readiness>;
  readonly newRequestId: () => string;
  /** The web client's build. Undefined, or no build there: the front page tells how to call the API. */
  readonly webFolder?: string;
  /** Tighter bounds, for tests. */
  readonly limits?: Partial<HttpLimits>;
}

/** A listening gateway. */
export interface Gateway {
  readonly port: number;
  /** Its own address, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /**
   * Stops listening, ends streams with UNAVAILABLE, lets the other calls finish and closes their connections; what is
   * left after `graceMs` is cut.
   */
  readonly stop: (graceMs: number) => Promise<void>;
  /** From now on counts calls together with the gateways on the same line; before, it keeps to the limits by itself. */
  readonly shareRates: (line: GossipLine) => void;
  /** Stops that, before the line is closed. */
  readonly unshareRates: () => void;
}

/**
 * Opens the one door: Connect, gRPC-Web and gRPC for all services, health and reflection, pages, on one port.
 * Throws ListenError.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, clock, log, metrics, transports } = options;
  const security = securityHeaders(config.publicUrl, config.corsOrigins);
  const calls = new OpenCalls(config.maxStreams);
  const readiness = async (): Promise<Readiness> => {
    const state = await options.ready();
    return calls.stopping ? { ...state, ready: false } : state;
  };
  const routes = new Map(routesOf(transports));
  for (const route of operatorRoutes(async () => (await readiness()).ready)) routes.set(route.path, route);
  const arrivals = new Arrivals(config.trustedProxies);
  const origins = new Origins(config.publicUrl, config.corsOrigins);
  const rateLimits = new RateLimits(
    {
      perUser: config.rateLimitPerUser,
      perCustomer: config.rateLimitPerCustomer,
      perAddress: config.rateLimitPerAddress,
    },
    clock,
  );
  const cookies = new SessionCookies(origins, clock);
  const identity = transports.to(IdentityService, "gateway");
  const reception = new Reception({
    cookies,
    accessTokens: options.accessTokens,
    apiKeys: new ApiKeys(identity, clock),
    rateLimits,
  });
  const client = options.webFolder === undefined ? [] : await webClient(options.webFolder);
  const pages: ReadonlyMap<string, Page> = new Map([
    [client.length > 0 ? "/api" : "/", homePage(config.publicUrl)],
    ["/healthz", livePage],
    ["/readyz", readyPage(readiness)],
    ["/metrics", metricsPage(metrics, config.metricsToken)],
  ]);
  const mounts: readonly Mount[] = [
    loginCallback({
      identity,
      reception,
      cookies,
      log: new AccessLog(log),
      failedAt: client.length > 0 ? "/sign-in" : undefined,
    }),
    scimMount({
      reception,
      employees: transports.to(EmployeeService, "gateway"),
      publicUrl: config.publicUrl,
      log: new AccessLog(log),
    }),
    ...client,
  ];
  const port = new DoorPort({
    limits: { ...HTTP_LIMITS, ...options.limits },
    security,
    admit: new ConnectionCounts(arrivals, config.maxConnectionsPerAddress).admit,
    onRequest: frontDoor({
      routes,
      pages,
      mounts,
      byConnectNode: connectNodePath(routes.values(), calls),
      reception,
      arrivals,
      origins,
      calls,
      metrics: new HttpMetrics(metrics),
      security,
      log: new AccessLog(log),
      newRequestId: options.newRequestId,
    }),
  });
  const number = await listen(port.server, config.httpHost, config.httpPort);
  let gossip: RateGossip | undefined;
  const unshareRates = (): void => {
    gossip?.stop();
    gossip = undefined;
  };
  return {
    port: number,
    url: `http://${visibleHost(config.httpHost)}:${number}`,
    stop: async (graceMs) => {
      await port.stop(calls, graceMs);
      unshareRates();
    },
    shareRates: (line) => {
      unshareRates();
      gossip = new RateGossip(rateLimits, line, options.newRequestId(), log);
    },
    unshareRates,
  };
}

/** An address that a browser on this machine can open. */
function visibleHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
