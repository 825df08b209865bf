import {
  create,
  type DescMessage,
  type DescMethodStreaming,
  type DescMethodUnary,
  type Message,
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
import { canceled, type Incoming } from "./call.ts";
import { type HostedMethod, pathOf, type ServiceHost } from "./host.ts";
import { type HeaderInit, plainHeaders } from "./plain-headers.ts";

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
      header: HeaderInit,
      input: MessageInitShape<I>,
    ): Promise<UnaryResponse<I, O>> {
      const hosted = find(method);
      const answer = () => hosted.unary(create(method.input, input), local(header, signal, timeoutMs));
      const message = await (timeoutMs === undefined ? answer() : within(timeoutMs, answer));
      return { ...head(method), stream: false, message: message as MessageShape<O> };
    },
    async stream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodStreaming<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: HeaderInit,
      input: AsyncIterable<MessageInitShape<I>>,
    ): Promise<StreamResponse<I, O>> {
      const hosted = find(method);
      if (timeoutMs !== undefined && timeoutMs <= 0) throw tooLate();
      for await (const request of input) {
        const incoming = local(header, signal, timeoutMs);
        const message = untilAborted(
          hosted.stream(create(method.input, request), incoming),
          incoming.signal(),
        );
        return { ...head(method), stream: true, message: message as AsyncIterable<MessageShape<O>> };
      }
      throw new ConnectError("a server-streaming call needs one request", Code.InvalidArgument);
    },
  };
}

/** Passes messages on; a caller that has left gets "canceled", as over a wire, not an end that looks complete. */
async function* untilAborted(messages: AsyncIterable<Message>, signal: AbortSignal): AsyncIterable<Message> {
  for await (const message of messages) {
    if (signal.aborted) break;
    yield message;
  }
  if (signal.aborted) throw canceled();
}

const noHeaders = new Headers();
const never = new AbortController().signal;

function local(header: HeaderInit, signal: AbortSignal | undefined, timeoutMs: number | undefined): Incoming {
  const headers = plainHeaders(header);
  let combined: AbortSignal | undefined;
  return {
    header: (name) => headers[name],
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

/** Gives up on a call at its deadline, as gRPC does, also when the handler goes on; it is not begun without time. */
async function within<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
  if (timeoutMs <= 0) throw tooLate();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), timeoutMs);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const tooLate = (): ConnectError => new ConnectError("the deadline passed", Code.DeadlineExceeded);

function head<M extends DescMethodUnary | DescMethodStreaming>(method: M) {
  return { service: method.parent, method, header: noHeaders, trailer: noHeaders };
}
