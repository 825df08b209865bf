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
import {
  type CallOptions,
  ChannelCredentials,
  Client,
  type ClientReadableStream,
  Metadata,
} from "@grpc/grpc-js";
import { fromGrpcError, methodDefinition, toMetadata } from "./grpc-wire.ts";

/** A gRPC channel to one service: one or several addresses, calls spread round-robin over those that answer. */
export interface GrpcChannelOptions {
  /** `host:port` each; an IP address or a DNS name. A single DNS name with several A records is balanced too. */
  readonly addresses: readonly string[];
  /** Deadline of a unary call without its own, in ms. */
  readonly defaultTimeoutMs: number;
  readonly maxMessageBytes: number;
}

/** A transport that owns its channel. */
export interface ClosableTransport extends Transport {
  readonly close: () => void;
}

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

/** A Connect transport whose wire is one grpc-js channel. Retries unary calls only on UNAVAILABLE, while there is time. */
export function grpcTransport(options: GrpcChannelOptions): ClosableTransport {
  const client = new Client(target(options.addresses), ChannelCredentials.createInsecure(), {
    "grpc.service_config": JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    "grpc.enable_retries": 0,
    "grpc.enable_channelz": 0,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 2_000,
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": options.maxMessageBytes,
  });
  return {
    close: () => client.close(),
    async unary<I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: ConstructorParameters<typeof Headers>[0] | undefined,
      input: MessageInitShape<I>,
    ): Promise<UnaryResponse<I, O>> {
      const deadline = Date.now() + (timeoutMs ?? options.defaultTimeoutMs);
      const message = create(method.input, input);
      const metadata = header ? toMetadata(new Headers(header)) : new Metadata();
      for (let tries = 0; ; tries++) {
        try {
          return await callOnce(client, method, message, metadata, deadline, signal);
        } catch (error) {
          const waitMs = (RETRY_AFTER_MS[tries] ?? Number.POSITIVE_INFINITY) * (0.5 + Math.random());
          if (!mayRetry(error) || signal?.aborted || Date.now() + waitMs >= deadline) throw error;
          await new Promise((resolve) => setTimeout(resolve, waitMs));
        }
      }
    },
    async stream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodStreaming<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: ConstructorParameters<typeof Headers>[0] | undefined,
      input: AsyncIterable<MessageInitShape<I>>,
    ): Promise<StreamResponse<I, O>> {
      const definition = definitionOf(method);
      const metadata = header ? toMetadata(new Headers(header)) : new Metadata();
      for await (const request of input) {
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

function callOnce<I extends DescMessage, O extends DescMessage>(
  client: Client,
  method: DescMethodUnary<I, O>,
  message: MessageShape<I>,
  metadata: Metadata,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<UnaryResponse<I, O>> {
  const definition = definitionOf(method);
  const options: CallOptions = { deadline };
  return new Promise((resolve, reject) => {
    const abort = (): void => call.cancel();
    const call = client.makeUnaryRequest(
      definition.path,
      definition.requestSerialize,
      definition.responseDeserialize,
      message as Message,
      metadata,
      options,
      (error, response) => {
        signal?.removeEventListener("abort", abort);
        if (error) reject(fromGrpcError(error));
        else resolve({ ...head(method), stream: false, message: response as MessageShape<O> });
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

function head<M extends DescMethodUnary | DescMethodStreaming>(method: M) {
  return { service: method.parent, method, header: new Headers(), trailer: new Headers() };
}

/** UNAVAILABLE says that the server did not take the call, or went away: creates carry a request_id for the second case. */
const mayRetry = (error: unknown): boolean =>
  error instanceof ConnectError && error.code === Code.Unavailable;

/** grpc-js takes several addresses only of one family; a single one may be a DNS name. */
function target(addresses: readonly string[]): string {
  const [first] = addresses;
  if (first === undefined) throw new Error("a gRPC channel needs an address");
  if (addresses.length === 1) return first.startsWith("dns:") ? first : `dns:${first}`;
  return `ipv4:${addresses.join(",")}`;
}
