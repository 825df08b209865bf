import type { Message } from "@bufbuild/protobuf";
import { ConnectError, type ConnectRouter, createContextKey, type HandlerContext } from "@connectrpc/connect";
import { createAsyncIterable } from "@connectrpc/connect/protocol";
import type { OpenCalls } from "../open-calls.ts";
import { publicError } from "../public-error.ts";
import type { Route } from "../routes.ts";
import type { Visit } from "../visit.ts";
import { callUnary } from "./call-unary.ts";
import { untilAborted } from "./until-aborted.ts";

/** What the gateway knows of a request that connect-node serves. */
export interface ForwardedCall {
  readonly visit: Visit;
  /** Aborts when the client leaves. */
  readonly abort: AbortController;
  /** Hears of faults that no service has logged yet. */
  readonly failed: (error: unknown) => void;
}

/** Where connect-node's context carries it. */
export const FORWARDED = createContextKey<ForwardedCall | undefined>(undefined);

/** Registers a method that passes its calls on to the method's own service. */
export function forward(router: ConnectRouter, { method, transport }: Route, calls: OpenCalls): void {
  switch (method.methodKind) {
    case "unary":
      router.rpc(
        method as never,
        (async (request: Message, context: HandlerContext) => {
          const { visit, abort, failed } = admitted(context);
          try {
            return await callUnary(visit, method, transport, request, abort.signal, context.timeoutMs());
          } catch (error) {
            throw seen(error, failed);
          }
        }) as never,
      );
      return;
    case "server_streaming":
      router.rpc(
        method as never,
        ((request: Message, context: HandlerContext) =>
          passStream({ method, transport }, createAsyncIterable([request]), context, calls)) as never,
      );
      return;
    case "bidi_streaming":
      router.rpc(
        method as never,
        ((requests: AsyncIterable<Message>, context: HandlerContext) =>
          passStream({ method, transport }, requests, context, calls)) as never,
      );
      return;
    default:
      throw new Error(
        `${method.parent.typeName}.${method.name}: no method takes a stream and gives one answer`,
      );
  }
}

async function* passStream(
  { method, transport }: Pick<Route, "method" | "transport">,
  requests: AsyncIterable<Message>,
  context: HandlerContext,
  calls: OpenCalls,
): AsyncIterable<Message> {
  const { visit, abort, failed } = admitted(context);
  const late = (): void => abort.abort(context.signal.reason);
  const ended = calls.streaming(abort, visit.countedAs);
  context.signal.addEventListener("abort", late, { once: true });
  try {
    const response = await transport.stream(
      method as never,
      abort.signal,
      context.timeoutMs(),
      visit.headers,
      requests as never,
    );
    yield* untilAborted(response.message as AsyncIterable<Message>, abort.signal);
  } catch (error) {
    throw seen(error, failed);
  } finally {
    context.signal.removeEventListener("abort", late);
    ended();
  }
}

/** The call, if the gateway lets it pass. Throws its refusal otherwise, so that every protocol can say it. */
function admitted(context: HandlerContext): ForwardedCall {
  const call = context.values.get(FORWARDED);
  if (!call) throw new Error("connect-node was given no call");
  if (call.visit.refusal) throw call.visit.refusal;
  return call;
}

function seen(error: unknown, failed: ForwardedCall["failed"]): ConnectError {
  if (!(error instanceof ConnectError)) failed(error);
  return publicError(error);
}
