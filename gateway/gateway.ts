import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";
import type { Config } from "../runtime/config/config.ts";
import type { Logger } from "../runtime/log/logger.ts";
import type { Transports } from "../runtime/platform/transports.ts";
import { answerClientError } from "./client-error.ts";
import { connectNodePath } from "./connect/connect-node.ts";
import { frontDoor } from "./front-door.ts";
import { HttpMetrics } from "./http-metrics.ts";
import { HTTP_LIMITS, type HttpLimits } from "./limits.ts";
import { listen } from "./listen.ts";
import { OpenCalls } from "./open-calls.ts";
import { livePage, metricsPage, readyPage } from "./pages/health.ts";
import { homePage } from "./pages/home.ts";
import { routesOf } from "./routes.ts";
import { securityHeaders } from "./security-headers.ts";
import { stopServer } from "./stop-server.ts";

/** What the gateway is started with. */
export interface GatewayOptions {
  readonly config: Pick<Config, "httpHost" | "httpPort" | "publicUrl">;
  /** How services are reached: in this process or over gRPC, the gateway can't tell. */
  readonly transports: Pick<Transports, "to">;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Whether calls should be sent here; `/readyz` tells. */
  readonly ready: () => Promise<boolean>;
  readonly newRequestId: () => string;
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
}

/** Opens the one door for browsers: Connect and gRPC-Web for all services, health, metrics. Throws ListenError. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, log, metrics } = options;
  const security = securityHeaders(config.publicUrl);
  const calls = new OpenCalls();
  const routes = routesOf(options.transports);
  const server = createHttpServer({ ...HTTP_LIMITS, ...options.limits });
  server.on("clientError", answerClientError(security));
  server.on(
    "request",
    frontDoor({
      routes,
      pages: new Map([
        ["/", homePage(config.publicUrl)],
        ["/healthz", livePage],
        ["/readyz", readyPage(async () => !calls.stopping && (await options.ready()))],
        ["/metrics", metricsPage(metrics)],
      ]),
      byConnectNode: connectNodePath(routes.values(), calls),
      calls,
      metrics: new HttpMetrics(metrics),
      security,
      log,
      newRequestId: options.newRequestId,
    }),
  );
  const port = await listen(server, config.httpHost, config.httpPort);
  return {
    port,
    url: `http://${visibleHost(config.httpHost)}:${port}`,
    stop: (graceMs) => stopServer(server, calls, graceMs),
  };
}

function createHttpServer(limits: HttpLimits): Server {
  return createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: limits.maxHeaderBytes,
    keepAlive: true,
    noDelay: true,
  });
}

/** An address that a browser on this machine can open. */
function visibleHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
