import {
  Code,
  ConnectError,
  type ContextValues,
  createConnectRouter,
  createContextValues,
} from "@connectrpc/connect";
import type {
  UniversalHandler,
  UniversalServerRequest,
  UniversalServerResponse,
} from "@connectrpc/connect/protocol";
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from "@connectrpc/connect-node";
import { MAX_MESSAGE_BYTES } from "../../runtime/config/config.ts";
import { canceled } from "../../runtime/rpc/call.ts";
import { type HttpRequest, type HttpResponse, wasCut } from "../http-message.ts";
import type { OpenCalls } from "../open-calls.ts";
import type { Route } from "../routes.ts";
import type { Visit } from "../visit.ts";
import { FORWARDED, forward } from "./forward.ts";
import { withReason } from "./reasoned-response.ts";
import { withSpokenErrors } from "./spoken-errors.ts";
import { boundTimeouts } from "./timeout.ts";
import { COMPRESS_FROM_BYTES, COMPRESSIONS } from "./unary-response.ts";

/** Serves a request by connect-node. `failed` hears of faults that no service has logged yet. */
export type ServeByConnectNode = (
  req: HttpRequest,
  route: Route,
  visit: Visit,
  failed: (error: unknown) => void,
) => void;

/** The rest of the Connect protocol (streams, compressed requests), gRPC-Web, and over HTTP/2 gRPC, by connect-node. */
export function connectNodePath(routes: Iterable<Route>, calls: OpenCalls): ServeByConnectNode {
  const router = createConnectRouter({
    acceptCompression: COMPRESSIONS,
    compressMinBytes: COMPRESS_FROM_BYTES,
    readMaxBytes: MAX_MESSAGE_BYTES,
  });
  for (const route of routes) forward(router, route, calls);
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]));

  return (req, route, visit, failed) => {
    const handler = handlers.get(route.path);
    if (!handler) throw new Error(`${route.path} is not routed`);
    const { res } = visit;
    const abort = new AbortController();
    res.once("close", () => {
      if (wasCut(res)) abort.abort(canceled());
    });
    const values = createContextValues().set(FORWARDED, { visit, abort, failed });
    for (const [name, value] of Object.entries(visit.security)) res.setHeader(name, value);
    res.setHeader("x-request-id", visit.requestId);
    boundTimeouts(req.headers);
    handle(handler, universalRequest(req, res, values))
      .then((response) => universalResponseToNodeResponse(response, res))
      .catch((error: unknown) => {
        const left = res.destroyed || (error instanceof ConnectError && error.code === Code.Aborted);
        if (!left) failed(error);
        res.destroy();
      });
  };
}

/**
 * Host and authority become part of a URL that nobody reads; a hostile one would not parse. A body that is not read to
 * its end must not be destroyed: nothing would take the rest off the connection, and the next request on it would wait.
 */
function universalRequest(
  req: HttpRequest,
  res: HttpResponse,
  values: ContextValues,
): UniversalServerRequest {
  const { headers } = req;
  const kept = { host: headers.host, ":authority": headers[":authority"] };
  headers.host = "gateway";
  if (kept[":authority"] !== undefined) headers[":authority"] = "gateway";
  const request = universalRequestFromNodeRequest(req, res, undefined, values);
  Object.assign(headers, kept);
  return { ...request, body: req.iterator({ destroyOnReturn: false }) };
}

async function handle(
  handler: UniversalHandler,
  request: UniversalServerRequest,
): Promise<UniversalServerResponse> {
  const response = await withSpokenErrors(request, () => handler(request));
  return handler.method.methodKind === "unary" ? withReason(response) : response;
}
