import type { DescService } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import type { ServiceTokens } from "../auth/service-token.ts";
import { type Config, MAX_MESSAGE_BYTES } from "../config/config.ts";
import { ConfigError } from "../config/settings.ts";
import { HEADERS } from "../rpc/call.ts";
import { type ClosableTransport, grpcTransport } from "../rpc/grpc-transport.ts";
import type { ServiceHost } from "../rpc/host.ts";
import { inProcessTransport } from "../rpc/in-process-transport.ts";
import { type HeaderInit, type PlainHeaders, plainHeaders } from "../rpc/plain-headers.ts";
import type { ServiceTransport } from "../rpc/service-transport.ts";
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
  to(service: DescService, caller: string): ServiceTransport {
    return withServiceToken(
      lazily(() => this.#inner(service)),
      this.#tokens,
      caller,
    );
  }

  #inner(service: DescService): ServiceTransport {
    return this.#host.services.includes(service) ? this.#local : this.#channel(nameOf(service));
  }

  /** How many replicas of each service that runs elsewhere answer; those not called yet are not listed. */
  reachable(): readonly { readonly name: string; readonly ready: boolean; readonly detail: string }[] {
    return [...this.#channels].map(([name, channel]) => {
      const { serving, known } = channel.replicas();
      return { name, ready: serving > 0, detail: `${serving} of ${known}` };
    });
  }

  /** Closes the channels to other processes. */
  close(): void {
    for (const channel of this.#channels.values()) channel.close();
  }

  #channel(name: ServiceName): ServiceTransport {
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

/** Decides at the first call: clients are made while the services of this process are still being built. */
function lazily(choose: () => ServiceTransport): ServiceTransport {
  let chosen: ServiceTransport | undefined;
  const inner = (): ServiceTransport => {
    chosen ??= choose();
    return chosen;
  };
  return {
    passThrough: () => inner().passThrough?.(),
    unary: (...call) => inner().unary(...call),
    stream: (...call) => inner().stream(...call),
  };
}

/** Adds the caller's service token to every call; a token at hand costs no turn of the event loop. */
function withServiceToken(inner: ServiceTransport, tokens: ServiceTokens, caller: string): ServiceTransport {
  const stamped = (header: HeaderInit, token: string): PlainHeaders => {
    const headers = plainHeaders(header);
    headers[HEADERS.serviceToken] = token;
    return headers;
  };
  return {
    passThrough: () => {
      const pass = inner.passThrough?.();
      return (
        pass &&
        (async (method, signal, timeoutMs, header, request) => {
          const token = tokens.current(caller) ?? (await tokens.issue(caller));
          return pass(method, signal, timeoutMs, stamped(header, token), request);
        })
      );
    },
    unary: (method, signal, timeoutMs, header, input, values) => {
      const call = (token: string) =>
        inner.unary(method, signal, timeoutMs, stamped(header, token), input, values);
      const token = tokens.current(caller);
      return token === undefined ? tokens.issue(caller).then(call) : call(token);
    },
    stream: async (method, signal, timeoutMs, header, input, values) =>
      inner.stream(method, signal, timeoutMs, stamped(header, await tokens.issue(caller)), input, values),
  };
}
