import { create, type DescMethod, type DescService, type Message } from "@bufbuild/protobuf";
import { Code, type ConnectError } from "@connectrpc/connect";
import type { Access } from "#gen/countersign/common/v1/access_pb.ts";
import type { AccessTokenVerifier } from "../auth/access-token.ts";
import { ANONYMOUS, type Principal } from "../auth/principal.ts";
import type { ServiceTokens } from "../auth/service-token.ts";
import type { Foreground } from "../lifecycle/foreground.ts";
import type { Logger } from "../log/logger.ts";
import { pageTokenFault } from "../mongo/page.ts";
import { accessOf, checkAccess } from "./access.ts";
import { type Call, HEADERS, type Incoming, IncomingCall, isRequestId } from "./call.ts";
import { toConnectError } from "./error-mapping.ts";
import type { BoundMethod, Implementation } from "./handler.ts";
import type { RpcMetrics } from "./metrics.ts";
import { isOperatorAccess, type RecordOperatorAccess } from "./operator-access.ts";
import { resolveCustomer, type TenantGate } from "./tenancy.ts";
import { validateRequest } from "./validation.ts";

/** What the pipeline in front of every handler needs. */
export interface HostDependencies {
  readonly accessTokens: AccessTokenVerifier;
  readonly serviceTokens: ServiceTokens;
  readonly tenants: TenantGate;
  readonly metrics: RpcMetrics;
  /** Told of the calls that a person waits for. */
  readonly foreground: Foreground;
  readonly log: Logger;
  readonly newRequestId: () => string;
  readonly recordOperatorAccess: RecordOperatorAccess;
}

/** A method ready to be called by any transport. Everything thrown is a ConnectError. */
export interface HostedMethod {
  readonly method: DescMethod;
  readonly unary: (request: Message, incoming: Incoming) => Promise<Message>;
  readonly stream: (request: Message, incoming: Incoming) => AsyncIterable<Message>;
}

/**
 * The services of this process, each method behind the same pipeline: authenticate → access → validate → tenant →
 * record of an operator's access → handler → error mapping, log and metrics. gRPC server, gateway and in-process
 * clients all call through here.
 */
export class ServiceHost {
  readonly #methods = new Map<string, HostedMethod>();
  readonly #services: DescService[] = [];

  /** Adds a service with its own dependencies. */
  add(implementation: Implementation, deps: HostDependencies): void {
    this.#services.push(implementation.service);
    for (const bound of implementation.methods) this.#methods.set(pathOf(bound.method), hosted(bound, deps));
  }

  /** The services here. */
  get services(): readonly DescService[] {
    return this.#services;
  }

  /** The method under a path such as `/countersign.policy.v1.PolicyService/GetPolicy`, if its service is here. */
  find(path: string): HostedMethod | undefined {
    return this.#methods.get(path);
  }
}

/** A method's path in gRPC and Connect. */
export const pathOf = (method: DescMethod): string => `/${method.parent.typeName}/${method.name}`;

function hosted(bound: BoundMethod, deps: HostDependencies): HostedMethod {
  const rule = accessOf(bound.method);
  return {
    method: bound.method,
    unary: async (request, incoming) => {
      const call = new Observed(bound.method, deps, incoming);
      try {
        const admitted = await admit(bound.method, rule, deps, request, incoming, call.requestId);
        const response = await inForeground(
          deps.foreground,
          admitted,
          () => bound.run(request, admitted) as Promise<Message>,
        );
        call.ended();
        return create(bound.method.output, response);
      } catch (error) {
        throw call.failed(pageTokenFault(request, error));
      }
    },
    stream: async function* (request, incoming) {
      const call = new Observed(bound.method, deps, incoming);
      try {
        const admitted = await admit(bound.method, rule, deps, request, incoming, call.requestId);
        for await (const response of bound.run(request, admitted) as AsyncIterable<Message>) {
          yield create(bound.method.output, response);
        }
        call.ended();
      } catch (error) {
        throw call.failed(pageTokenFault(request, error));
      }
    },
  };
}

/** Runs a person's call in the foreground, any other as it comes. */
async function inForeground<T>(foreground: Foreground, call: Call, run: () => Promise<T>): Promise<T> {
  if (call.principal.kind !== "user") return run();
  foreground.enter();
  try {
    return await run();
  } finally {
    foreground.leave();
  }
}

async function admit(
  method: DescMethod,
  rule: Access["who"],
  deps: HostDependencies,
  request: Message,
  incoming: Incoming,
  requestId: string,
): Promise<Call> {
  const serviceToken = incoming.header(HEADERS.serviceToken);
  const peerService = serviceToken ? await deps.serviceTokens.verify(serviceToken) : undefined;
  const principal = await authenticate(deps, incoming, peerService, rule);
  checkAccess(method, rule, principal);
  validateRequest(method.input, request);
  const customerId = await resolveCustomer(method, request, principal, deps.tenants);
  const call = new IncomingCall(incoming, {
    method,
    principal,
    customerId,
    requestId,
    log: deps.log,
    trusted: peerService !== undefined,
  });
  // A service that calls on for an operator was called itself: that is on record.
  const isFirst = peerService === undefined || peerService.service === GATEWAY;
  if (isFirst && isOperatorAccess(call)) await deps.recordOperatorAccess(call, customerId);
  return call;
}

/** The gateway's name in service tokens. */
const GATEWAY = "gateway";

/** A user's token counts before the service token of whoever forwards it; the gateway alone is nobody. */
async function authenticate(
  deps: HostDependencies,
  incoming: Incoming,
  peerService: Principal | undefined,
  rule: Access["who"],
): Promise<Principal> {
  const authorization = incoming.header(HEADERS.authorization);
  if (authorization && rule.case !== "public") {
    return deps.accessTokens.verify(authorization.replace(/^bearer\s+/i, ""));
  }
  if (peerService?.kind === "service" && peerService.service !== GATEWAY) return peerService;
  return ANONYMOUS;
}

/** Measures and logs one call. */
class Observed {
  readonly requestId: string;
  readonly #method: DescMethod;
  readonly #deps: HostDependencies;
  readonly #startedMs = performance.now();

  constructor(method: DescMethod, deps: HostDependencies, incoming: Incoming) {
    const sent = incoming.header(HEADERS.requestId);
    this.requestId = sent && isRequestId(sent) ? sent : deps.newRequestId();
    this.#method = method;
    this.#deps = deps;
  }

  ended(error?: ConnectError): void {
    const ms = performance.now() - this.#startedMs;
    this.#deps.metrics.observe(this.#method, error ? Code[error.code] : "Ok", ms);
    const facts = {
      method: `${this.#method.parent.name}/${this.#method.name}`,
      requestId: this.requestId,
      ms: Math.round(ms * 10) / 10,
    };
    if (!error) this.#deps.log.debug(facts, "call");
    else if (error.code === Code.Internal || error.code === Code.Unknown)
      this.#deps.log.error({ ...facts, err: error.cause ?? error }, "call failed");
    else this.#deps.log.debug({ ...facts, code: Code[error.code], text: error.rawMessage }, "call refused");
  }

  failed(reason: unknown): ConnectError {
    const error = toConnectError(reason);
    error.metadata.set(HEADERS.requestId, this.requestId);
    this.ended(error);
    return error;
  }
}
