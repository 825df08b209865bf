import type { IncomingMessage, ServerResponse } from "node:http";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { Code } from "@connectrpc/connect";
import type { Logger } from "../runtime/log/logger.ts";
import type { ServeByConnectNode } from "./connect/connect-node.ts";
import { codecOf, serveUnary } from "./connect/unary.ts";
import { sendError } from "./connect/unary-response.ts";
import { requestIdOf } from "./forwarded-headers.ts";
import type { HttpMetrics } from "./http-metrics.ts";
import type { OpenCalls } from "./open-calls.ts";
import { type Page, sendPage, textAnswer } from "./pages/page.ts";
import { gatewayError } from "./public-error.ts";
import type { Route } from "./routes.ts";
import type { HeaderSet } from "./security-headers.ts";

/** What the front door decides with. */
export interface FrontDoorParts {
  readonly routes: ReadonlyMap<string, Route>;
  readonly pages: ReadonlyMap<string, Page>;
  readonly byConnectNode: ServeByConnectNode;
  readonly calls: OpenCalls;
  readonly metrics: HttpMetrics;
  readonly security: HeaderSet;
  readonly log: Logger;
  readonly newRequestId: () => string;
}

/** Takes every request and sends it where it belongs: a method, a page, or away. */
export function frontDoor(parts: FrontDoorParts): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    const startedMs = performance.now();
    const url = req.url ?? "/";
    const query = url.indexOf("?");
    const path = query < 0 ? url : url.slice(0, query);
    const route = parts.routes.get(path);
    const page = route ? undefined : parts.pages.get(path);
    parts.calls.opened(res);
    res.once("close", () => {
      parts.calls.closed(res);
      const label = route || page ? path : "other";
      parts.metrics.observe(
        label,
        res.writableFinished ? res.statusCode : 499,
        performance.now() - startedMs,
      );
    });
    if (route) serveMethod(parts, route, req, res);
    else if (page) void servePage(parts, page, req, res);
    else refuseUnknown(parts, req, res);
  };
}

function serveMethod(parts: FrontDoorParts, route: Route, req: IncomingMessage, res: ServerResponse): void {
  const to = { res, requestId: requestIdOf(req, parts.newRequestId), security: parts.security };
  const failed = (err: unknown): void =>
    parts.log.error({ err, requestId: to.requestId, path: route.path }, "the gateway failed");
  const allowed = allowedMethods(route);
  if (!allowed.includes(req.method ?? "")) {
    res.writeHead(405, { ...parts.security, allow: allowed.join(", "), "content-length": 0 }).end();
    return;
  }
  const codec = codecOf(req, route);
  if (codec) serveUnary(req, route, codec, to, failed);
  else parts.byConnectNode(req, route, to, failed);
}

const POST = ["POST"];
const POST_AND_GET = ["POST", "GET"];

/** GET only for methods that their contract calls free of side effects. */
const allowedMethods = ({ method }: Route): readonly string[] =>
  method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS ? POST_AND_GET : POST;

async function servePage(
  parts: FrontDoorParts,
  page: Page,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (req.method !== "GET" && req.method !== "HEAD") {
    sendPage(req, res, textAnswer(405, "Read this with GET.", { allow: "GET, HEAD" }), parts.security);
    return;
  }
  try {
    sendPage(req, res, await page(), parts.security);
  } catch (err) {
    parts.log.error({ err, path: req.url }, "a page failed");
    sendPage(req, res, textAnswer(500, "Something went wrong on our side."), parts.security);
  }
}

/** Unknown and internal methods look alike. The Connect protocol reads the 404 as `unimplemented`. */
function refuseUnknown(parts: FrontDoorParts, req: IncomingMessage, res: ServerResponse): void {
  if (req.method !== "POST") {
    sendPage(req, res, textAnswer(404, "There is nothing here."), parts.security);
    return;
  }
  const to = { res, requestId: requestIdOf(req, parts.newRequestId), security: parts.security };
  sendError(to, gatewayError(Code.Unimplemented, "METHOD_NOT_FOUND", "There is no such method."), 404);
}
