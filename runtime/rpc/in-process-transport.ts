import {
  create,
  type DescMessage,
  type DescMethodStreaming,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  type StreamResponse,
  type Transport,
  type UnaryResponse,
} from "@connectrpc/connect";
import type { Incoming } from "./call.ts";
import { type HostedMethod, pathOf, type ServiceHost } from "./host.ts";

const LOCAL = "127.0.0.1";

/** A Connect transport to services of this very process: a function call through their pipeline, no socket, no bytes. */
export function inProcessTransport(host: ServiceHost): Transport {
  const find = (method: DescMethodUnary | DescMethodStreaming): HostedMethod => {
    const hosted = host.find(pathOf(method));
    if (!hosted) throw new ConnectError(`${pathOf(method)} is not served here`, Code.Unimplemented);
    return hosted;
  };
  return {
    async unary<I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: ConstructorParameters<typeof Headers>[0] | undefined,
      input: MessageInitShape<I>,
    ): Promise<UnaryResponse<I, O>> {
      const message = await find(method).unary(create(method.input, input), local(header, signal, timeoutMs));
      return { ...head(method), stream: false, message: message as MessageShape<O> };
    },
    async stream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodStreaming<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: ConstructorParameters<typeof Headers>[0] | undefined,
      input: AsyncIterable<MessageInitShape<I>>,
    ): Promise<StreamResponse<I, O>> {
      const hosted = find(method);
      for await (const request of input) {
        const message = hosted.stream(create(method.input, request), local(header, signal, timeoutMs));
        return { ...head(method), stream: true, message: message as AsyncIterable<MessageShape<O>> };
      }
      throw new ConnectError("a server-streaming call needs one request", Code.InvalidArgument);
    },
  };
}

const noHeaders = new Headers();
const never = new AbortController().signal;

function local(
  header: ConstructorParameters<typeof Headers>[0] | undefined,
  signal: AbortSignal | undefined,
  timeoutMs: number | undefined,
): Incoming {
  const headers = header instanceof Headers ? header : new Headers(header);
  let combined: AbortSignal | undefined;
  return {
    header: (name) => headers.get(name) ?? undefined,
    peer: () => LOCAL,
    signal: () => {
      combined ??=
        timeoutMs === undefined
          ? (signal ?? never)
          : AbortSignal.any([AbortSignal.timeout(timeoutMs), signal ?? never]);
      return combined;
    },
  };
}

function head<M extends DescMethodUnary | DescMethodStreaming>(method: M) {
  return { service: method.parent, method, header: noHeaders, trailer: noHeaders };
}
