import {
  create,
  type DescMessage,
  type DescMethod,
  type DescMethodStreaming,
  type DescMethodUnary,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { Code, ConnectError, type StreamResponse, type UnaryResponse } from "@connectrpc/connect";
import type { Client, ClientReadableStream, Metadata, MethodDefinition } from "@grpc/grpc-js";
import { fromGrpcError, methodDefinition, toMetadata } from "./grpc-wire.ts";
import { pathOf } from "./host.ts";
import { type HeaderInit, plainHeaders } from "./plain-headers.ts";
import type { Replica } from "./replica.ts";
import { Replicas } from "./replicas.ts";
import type { ServiceTransport } from "./service-transport.ts";

/** A way to one service over gRPC: one or several replicas, calls spread round-robin over those that serve. */
export interface GrpcChannelOptions {
  /** `host:port` each; an IP address or a DNS name, behind which all its addresses stand. */
  readonly addresses: readonly string[];
  /** Deadline of a unary call without its own, in ms. */
  readonly defaultTimeoutMs: number;
  readonly maxMessageBytes: number;
}

/** A transport that owns its channels. */
export interface ClosableTransport extends ServiceTransport {
  /** How many replicas are known, and how many of them say that they serve. */
  readonly replicas: () => { readonly serving: number; readonly known: number };
  readonly close: () => void;
}

/** How many replicas a call tries one after the other before it waits. */
const MOST_REPLICAS = 5;
const NONE_TRIED: ReadonlySet<Replica> = new Set();
/** Waits before tries 2 and 3, in ms, each spread by ±50 %. */
const RETRY_AFTER_MS = [50, 250];

const definitions = new WeakMap<DescMethodUnary | DescMethodStreaming, ReturnType<typeof methodDefinition>>();

function definitionOf(method: DescMethodUnary | DescMethodStreaming): ReturnType<typeof methodDefinition> {
  let known = definitions.get(method);
  if (!known) {
    known = methodDefinition(method);
    definitions.set(method, known);
  }
  return known;
}

/**
 * A Connect transport over grpc-js, one channel for each replica (`replicas.ts`): grpc-js 1.14 has no health checking of
 * its own. Retries unary calls only on UNAVAILABLE, while there is time; on another replica at once.
 */
export function grpcTransport(options: GrpcChannelOptions): ClosableTransport {
  const replicas = new Replicas(options.addresses, {
    "grpc.enable_retries": 0,
    "grpc.enable_channelz": 0,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 2_000,
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": options.maxMessageBytes,
  });
  const call = async <Q, A>(
    wire: Wire<Q, A>,
    request: Q,
    header: HeaderInit,
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<A> => {
    const deadline = Date.now() + (timeoutMs ?? options.defaultTimeoutMs);
    const metadata = toMetadata(plainHeaders(header));
    const tried = new Set<Replica>();
    for (let waits = 0; ; ) {
      try {
        const picked = replicas.pick(tried);
        const replica = picked instanceof Promise ? await picked : picked;
        tried.add(replica);
        return await callOnce(replica.client, wire, request, metadata, deadline, signal);
      } catch (error) {
        if (!mayRetry(error) || signal?.aborted || Date.now() >= deadline) throw error;
        if (tried.size < MOST_REPLICAS && replicas.hasMore(tried)) continue;
        const waitMs = (RETRY_AFTER_MS[waits++] ?? Number.POSITIVE_INFINITY) * (0.5 + Math.random());
        if (Date.now() + waitMs >= deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        tried.clear();
      }
    }
  };
  return {
    close: () => replicas.close(),
    replicas: () => replicas.counts(),
    passThrough: () => (method, signal, timeoutMs, header, request) =>
      call(bytesOf(method), request, header, timeoutMs, signal),
    async unary<I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: HeaderInit,
      input: MessageInitShape<I>,
    ): Promise<UnaryResponse<I, O>> {
      const message = await call(
        definitionOf(method),
        create(method.input, input) as Message,
        header,
        timeoutMs,
        signal,
      );
      return { ...head(method), stream: false, message: message as MessageShape<O> };
    },
    async stream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodStreaming<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: HeaderInit,
      input: AsyncIterable<MessageInitShape<I>>,
    ): Promise<StreamResponse<I, O>> {
      const definition = definitionOf(method);
      const metadata = toMetadata(plainHeaders(header));
      for await (const request of input) {
        const { client } = await replicas.pick(NONE_TRIED);
        const call = client.makeServerStreamRequest(
          definition.path,
          definition.requestSerialize,
          definition.responseDeserialize,
          create(method.input, request) as Message,
          metadata,
          timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs },
        );
        const abort = (): void => call.cancel();
        signal?.addEventListener("abort", abort, { once: true });
        call.once("close", () => signal?.removeEventListener("abort", abort));
        return { ...head(method), stream: true, message: responses(call) as AsyncIterable<MessageShape<O>> };
      }
      throw new ConnectError("a server-streaming call needs one request", Code.InvalidArgument);
    },
  };
}

/** What grpc-js needs to know of a unary method: its messages as `Q` and `A` on this side. */
type Wire<Q, A> = Pick<MethodDefinition<Q, A>, "path" | "requestSerialize" | "responseDeserialize">;

/** A method whose messages stay bytes. */
const bytesOf = (method: DescMethod): Wire<Uint8Array, Uint8Array> => ({
  path: pathOf(method),
  requestSerialize: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  responseDeserialize: (bytes) => bytes,
});

function callOnce<Q, A>(
  client: Client,
  wire: Wire<Q, A>,
  request: Q,
  metadata: Metadata,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<A> {
  return new Promise((resolve, reject) => {
    const abort = (): void => call.cancel();
    const call = client.makeUnaryRequest(
      wire.path,
      wire.requestSerialize,
      wire.responseDeserialize,
      request,
      metadata,
      { deadline },
      (error, response) => {
        signal?.removeEventListener("abort", abort);
        if (error) reject(fromGrpcError(error));
        else resolve(response as A);
      },
    );
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}

async function* responses(call: ClientReadableStream<Message>): AsyncIterable<Message> {
  try {
    for await (const message of call) yield message as Message;
  } catch (error) {
    throw error instanceof Error && "code" in error ? fromGrpcError(error as never) : error;
  } finally {
    call.cancel();
  }
}

const noHeaders = new Headers();

function head<M extends DescMethodUnary | DescMethodStreaming>(method: M) {
  return { service: method.parent, method, header: noHeaders, trailer: noHeaders };
}

/** UNAVAILABLE says that the server did not take the call, or went away: creates carry a request_id for the second case. */
const mayRetry = (error: unknown): boolean =>
  error instanceof ConnectError && error.code === Code.Unavailable;
