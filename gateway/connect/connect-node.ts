import type { IncomingMessage } from "node:http";
import { Code, ConnectError, createConnectRouter, createContextValues } from "@connectrpc/connect";
import type { UniversalHandler, UniversalServerResponse } from "@connectrpc/connect/protocol";
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from "@connectrpc/connect-node";
import { MAX_MESSAGE_BYTES } from "../../runtime/config/config.ts";
import { canceled } from "../../runtime/rpc/call.ts";
import { forwardedHeaders } from "../forwarded-headers.ts";
import type { OpenCalls } from "../open-calls.ts";
import type { Route } from "../routes.ts";
import { FORWARDED, forward } from "./forward.ts";
import { withReason } from "./reasoned-response.ts";
import { boundTimeouts } from "./timeout.ts";
import { type Answering, COMPRESS_FROM_BYTES, COMPRESSIONS } from "./unary-response.ts";

/** Serves a request by connect-node. `failed` hears of faults that no service has logged yet. */
export type ServeByConnectNode = (
  req: IncomingMessage,
  route: Route,
  to: Answering,
  failed: (error: unknown) => void,
) => void;

/**
 * The rest of the Connect protocol (streams, compressed requests) and gRPC-Web, by connect-node. gRPC itself needs
 * HTTP/2 and has the services' own port.
 */
export function connectNodePath(routes: Iterable<Route>, calls: OpenCalls): ServeByConnectNode {
  const router = createConnectRouter({
    grpc: false,
    acceptCompression: COMPRESSIONS,
    compressMinBytes: COMPRESS_FROM_BYTES,
    readMaxBytes: MAX_MESSAGE_BYTES,
  });
  for (const route of routes) forward(router, route, calls);
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]));

  return (req, route, to, failed) => {
    const handler = handlers.get(route.path);
    if (!handler) throw new Error(`${route.path} is not routed`);
    const abort = new AbortController();
    to.res.once("close", () => {
      if (!to.res.writableFinished) abort.abort(canceled());
    });
    const headers = forwardedHeaders(req, to.requestId);
    const values = createContextValues().set(FORWARDED, { headers, abort, failed });
    for (const [name, value] of Object.entries(to.security)) to.res.setHeader(name, value);
    to.res.setHeader("x-request-id", to.requestId);
    req.headers.host = "gateway"; // it becomes part of a URL that nobody reads; a hostile one would not parse
    boundTimeouts(req.headers);
    handle(handler, universalRequestFromNodeRequest(req, to.res, undefined, values))
      .then((response) => universalResponseToNodeResponse(response, to.res))
      .catch((error: unknown) => {
        const left = error instanceof ConnectError && error.code === Code.Aborted;
        if (!left) failed(error);
        to.res.destroy();
      });
  };
}

async function handle(
  handler: UniversalHandler,
  request: Parameters<UniversalHandler>[0],
): Promise<UniversalServerResponse> {
  const response = await handler(request);
  return handler.method.methodKind === "unary" ? withReason(response) : response;
}
