import type { Message } from "@bufbuild/protobuf";
import { ConnectError, type ConnectRouter, createContextKey, type HandlerContext } from "@connectrpc/connect";
import { createAsyncIterable } from "@connectrpc/connect/protocol";
import type { ForwardedHeaders } from "../forwarded-headers.ts";
import type { OpenCalls } from "../open-calls.ts";
import { publicError } from "../public-error.ts";
import type { Route } from "../routes.ts";
import { untilAborted } from "./until-aborted.ts";

/** What the gateway knows of a request that connect-node serves. */
export interface ForwardedCall {
  readonly headers: ForwardedHeaders;
  /** Aborts when the client leaves. */
  readonly abort: AbortController;
  /** Hears of faults that no service has logged yet. */
  readonly failed: (error: unknown) => void;
}

/** Where connect-node's context carries it. */
export const FORWARDED = createContextKey<ForwardedCall>({
  headers: {},
  abort: new AbortController(),
  failed: () => undefined,
});

/** Registers a method that passes its calls on to the method's own service. */
export function forward(router: ConnectRouter, { method, transport }: Route, calls: OpenCalls): void {
  switch (method.methodKind) {
    case "unary":
      router.rpc(
        method as never,
        (async (request: Message, context: HandlerContext) => {
          const { headers, abort, failed } = context.values.get(FORWARDED);
          try {
            const call = transport.unary(
              method as never,
              abort.signal,
              context.timeoutMs(),
              headers,
              request as never,
            );
            return (await call).message;
          } catch (error) {
            throw seen(error, failed);
          }
        }) as never,
      );
      return;
    case "server_streaming":
      router.rpc(
        method as never,
        async function* (request: Message, context: HandlerContext) {
          const { headers, abort, failed } = context.values.get(FORWARDED);
          const ended = calls.streaming(abort);
          const late = (): void => abort.abort(context.signal.reason);
          context.signal.addEventListener("abort", late, { once: true });
          try {
            const response = await transport.stream(
              method as never,
              abort.signal,
              context.timeoutMs(),
              headers,
              createAsyncIterable([request]) as never,
            );
            yield* untilAborted(response.message as AsyncIterable<Message>, abort.signal);
          } catch (error) {
            throw seen(error, failed);
          } finally {
            ended();
          }
        } as never,
      );
      return;
    default:
      throw new Error(`${method.parent.typeName}.${method.name}: streams of requests don't reach browsers`);
  }
}

function seen(error: unknown, failed: ForwardedCall["failed"]): ConnectError {
  if (!(error instanceof ConnectError)) failed(error);
  return publicError(error);
}
