import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { Code } from "@connectrpc/connect";
import type { AccessLog } from "./access-log.ts";
import type { Arrivals } from "./arrival.ts";
import type { ServeByConnectNode } from "./connect/connect-node.ts";
import { codecOf, serveUnary } from "./connect/unary.ts";
import { sendError } from "./connect/unary-response.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { requestIdOf } from "./forwarded-headers.ts";
import { type HttpRequest, type HttpResponse, headerOf, sendAnswer, wasCut } from "./http-message.ts";
import type { HttpMetrics } from "./http-metrics.ts";
import type { Mount } from "./mount.ts";
import type { OpenCalls } from "./open-calls.ts";
import type { Arrival, Origins } from "./origins.ts";
import { type Page, sendPage, textAnswer } from "./pages/page.ts";
import { gatewayError } from "./public-error.ts";
import type { Reception } from "./reception.ts";
import type { Route } from "./routes.ts";
import type { HeaderSet } from "./security-headers.ts";
import type { Answering, Visit } from "./visit.ts";

/** What the front door decides with. */
export interface FrontDoorParts {
  readonly routes: ReadonlyMap<string, Route>;
  readonly pages: ReadonlyMap<string, Page>;
  readonly mounts: readonly Mount[];
  readonly byConnectNode: ServeByConnectNode;
  readonly reception: Reception;
  readonly arrivals: Arrivals;
  readonly origins: Origins;
  readonly calls: OpenCalls;
  readonly metrics: HttpMetrics;
  readonly security: HeaderSet;
  readonly log: AccessLog;
  readonly newRequestId: () => string;
}

/** Takes every request and sends it where it belongs: a method, a page, a mounted handler, or away. */
export function frontDoor(parts: FrontDoorParts): (req: HttpRequest, res: HttpResponse) => void {
  return (req, res) => {
    const startedMs = performance.now();
    const url = req.url ?? "/";
    const query = url.indexOf("?");
    const path = query < 0 ? url : url.slice(0, query);
    const requestId = requestIdOf(req, parts.newRequestId);
    const arrival = parts.arrivals.of(req);
    const route = parts.routes.get(path);
    const page = route ? undefined : parts.pages.get(path);
    const mount =
      route || page
        ? undefined
        : parts.mounts.find((one) => path.startsWith(one.prefix) && (one.takes?.(req, path) ?? true));
    const label = route || page ? path : (mount?.prefix ?? "other");
    let visit: Visit | undefined;
    parts.calls.opened(res);
    res.once("close", () => {
      parts.calls.closed(res);
      const status = wasCut(res) ? LEFT : res.statusCode;
      const ms = performance.now() - startedMs;
      parts.metrics.observe(label, status, ms);
      parts.log.answered({
        route: label,
        method: req.method ?? "",
        status,
        ms,
        requestId,
        user: visit?.user,
      });
    });
    const seen = (received: Visit): void => {
      visit = received;
    };
    const to = { res, requestId, security: parts.security };
    if (route) serveMethod(parts, route, req, to, arrival, seen);
    else if (page) void servePage(parts, page, req, to, arrival);
    else if (mount) void mount.serve({ req, arrival, to, seen });
    else refuseUnknown(req, to);
  };
}

/** The status in logs and metrics of a request whose client left first; nobody is sent it. */
const LEFT = 499;

function serveMethod(
  parts: FrontDoorParts,
  route: Route,
  req: HttpRequest,
  answering: Answering,
  arrival: Arrival,
  seen: (visit: Visit) => void,
): void {
  const { res, requestId } = answering;
  const cors = corsHeaders(req, parts.origins);
  const security = { ...parts.security, ...cors };
  const allowed = allowedMethods(route);
  const preflight = preflightHeaders(req, cors, allowed);
  if (preflight) {
    sendAnswer(res, 204, { ...parts.security, ...preflight });
    return;
  }
  if (!allowed.includes(req.method ?? "")) {
    sendAnswer(res, 405, { ...security, allow: allowed.join(", "), "content-length": 0 });
    return;
  }
  if (isGrpcOverHttp1(req)) {
    sendAnswer(res, 415, { ...security, "content-length": 0 });
    return;
  }
  const failed = (err: unknown): void => parts.log.failed({ err, requestId, path: route.path });
  const serve = (visit: Visit): void => {
    seen(visit);
    const codec = codecOf(req, route);
    if (codec) serveUnary(req, route, codec, visit, failed);
    else parts.byConnectNode(req, route, visit, failed);
  };
  const visit = parts.reception.receive(req, { ...answering, security }, arrival, route);
  if (visit instanceof Promise) visit.then(serve).catch(failed);
  else serve(visit);
}

const POST = ["POST"];
const POST_AND_GET = ["POST", "GET"];

/** GET only for methods that their contract calls free of side effects. */
const allowedMethods = ({ method }: Route): readonly string[] =>
  method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS ? POST_AND_GET : POST;

/** gRPC ends its answers with trailers, which clients of HTTP/1.1 don't read. */
const isGrpcOverHttp1 = (req: HttpRequest): boolean =>
  req.httpVersionMajor === 1 && /^application\/grpc(?!-web)/i.test(headerOf(req, "content-type") ?? "");

async function servePage(
  parts: FrontDoorParts,
  page: Page,
  req: HttpRequest,
  { res, requestId, security }: Answering,
  arrival: Arrival,
): Promise<void> {
  if (req.method !== "GET" && req.method !== "HEAD") {
    sendPage(req, res, textAnswer(405, "Read this with GET.", { allow: "GET, HEAD" }), security);
    return;
  }
  try {
    sendPage(req, res, await page({ req, arrival, requestId }), security);
  } catch (err) {
    parts.log.failed({ err, requestId, path: req.url ?? "" });
    sendPage(req, res, textAnswer(500, "Something went wrong on our side."), security);
  }
}

/** Unknown and internal methods look alike. The Connect protocol and gRPC read the 404 as `unimplemented`. */
function refuseUnknown(req: HttpRequest, to: Answering): void {
  if (req.method !== "POST") {
    sendPage(req, to.res, textAnswer(404, "There is nothing here."), to.security);
    return;
  }
  sendError(to, gatewayError(Code.Unimplemented, "METHOD_NOT_FOUND", "There is no such method."), 404);
}
