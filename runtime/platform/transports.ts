import type { DescService } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import type { ServiceTokens } from "../auth/service-token.ts";
import { type Config, MAX_MESSAGE_BYTES } from "../config/config.ts";
import { ConfigError } from "../config/settings.ts";
import { HEADERS } from "../rpc/call.ts";
import { type ClosableTransport, grpcTransport } from "../rpc/grpc-transport.ts";
import type { ServiceHost } from "../rpc/host.ts";
import { inProcessTransport } from "../rpc/in-process-transport.ts";
import { SERVICE_NAMES, type ServiceName } from "../service.ts";

/** Deadline of a call between services that sets none, in ms. */
const CALL_TIMEOUT_MS = 15_000;

/**
 * Decides, for each service, how it is reached: in this process if it is hosted here, else over gRPC.
 * This is the only place that knows whether the platform runs in one process or in many.
 */
export class Transports {
  readonly #config: Config;
  readonly #tokens: ServiceTokens;
  readonly #host: ServiceHost;
  readonly #local: Transport;
  readonly #channels = new Map<ServiceName, ClosableTransport>();

  constructor(config: Config, tokens: ServiceTokens, host: ServiceHost) {
    this.#config = config;
    this.#tokens = tokens;
    this.#host = host;
    this.#local = inProcessTransport(host);
  }

  /** A transport to a service for `caller`, whose service token goes with every call. */
  to(service: DescService, caller: string): Transport {
    const inner = this.#host.services.includes(service) ? this.#local : this.#channel(nameOf(service));
    return withServiceToken(inner, this.#tokens, caller);
  }

  /** Closes the channels to other processes. */
  close(): void {
    for (const channel of this.#channels.values()) channel.close();
  }

  #channel(name: ServiceName): Transport {
    const known = this.#channels.get(name);
    if (known) return known;
    const addresses = this.#config.serviceAddresses[name];
    if (addresses.length === 0) {
      throw new ConfigError(
        `${name.toUpperCase()}_ADDRESS is not set, and this process does not run the ${name} service.`,
      );
    }
    const channel = grpcTransport({
      addresses,
      defaultTimeoutMs: CALL_TIMEOUT_MS,
      maxMessageBytes: MAX_MESSAGE_BYTES,
    });
    this.#channels.set(name, channel);
    return channel;
  }
}

/** The platform's name of a service: the second part of its package. */
export function nameOf(service: DescService): ServiceName {
  const part = service.file.proto.package.split(".")[1];
  const name = SERVICE_NAMES.find((candidate) => candidate === part);
  if (!name) throw new Error(`${service.typeName} is no service of the platform`);
  return name;
}

function withServiceToken(inner: Transport, tokens: ServiceTokens, caller: string): Transport {
  const stamped = async (header: ConstructorParameters<typeof Headers>[0] | undefined): Promise<Headers> => {
    const headers = new Headers(header);
    headers.set(HEADERS.serviceToken, await tokens.issue(caller));
    return headers;
  };
  return {
    unary: async (method, signal, timeoutMs, header, input, values) =>
      inner.unary(method, signal, timeoutMs, await stamped(header), input, values),
    stream: async (method, signal, timeoutMs, header, input, values) =>
      inner.stream(method, signal, timeoutMs, await stamped(header), input, values),
  };
}
