import type { DescMethod } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { type Actor, actorOf, isPerson, type Principal, type UserPrincipal } from "../auth/principal.ts";
import { failedPrecondition, invalidArgument, permissionDenied, unauthenticated } from "../errors.ts";
import type { Logger } from "../log/logger.ts";

/** What a transport gives of an incoming call, whichever transport it is. Reading is lazy: most calls need little. */
export interface Incoming {
  /** A request header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** Aborts when the caller goes away, its deadline passes or the server stops. */
  readonly signal: () => AbortSignal;
  /** The peer's address, without port. */
  readonly peer: () => string;
}

/** One call as a handler sees it: who calls, for which customer, and how to stop. */
export interface Call {
  readonly method: DescMethod;
  readonly principal: Principal;
  readonly actor: Actor;
  /** The customer this call is about: the caller's own, or the one a platform operator or a service names. May be empty only in platform-wide methods. */
  readonly customerId: string;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** The client's address, as the gateway saw it. */
  readonly clientAddress: string;
  readonly userAgent: string;
  readonly locale: string;
  readonly log: Logger;
  /** Why, as a platform operator says; empty when not said. */
  readonly reason: string;
  /** Headers for a call to another service on behalf of this caller. */
  readonly onBehalf: () => Record<string, string>;
}

/** The signed-in user or API key behind a call. Throws UNAUTHENTICATED for services and anonymous callers. */
export function userOf(call: Call): UserPrincipal {
  if (call.principal.kind !== "user")
    throw unauthenticated("USER_REQUIRED", "Only a signed-in user can do this.");
  return call.principal;
}

/**
 * The person who answers for what a call writes: the signed-in user, or whoever made the API key. For authorship and
 * ownership; who acted is `call.actor`. Throws UNAUTHENTICATED for services and anonymous callers.
 */
export function accountableUserOf(call: Call): string {
  const { userId, apiKeyMaker } = userOf(call);
  return apiKeyMaker ?? userId;
}

/** The person behind a call. Throws UNAUTHENTICATED for services and anonymous callers, USER_REQUIRED for API keys. */
export function personOf(call: Call): UserPrincipal {
  const user = userOf(call);
  if (isPerson(user)) return user;
  throw permissionDenied("USER_REQUIRED", "Only a person can do this, no API key.");
}

/** The customer that a call is about. Throws CUSTOMER_ID_REQUIRED when a platform operator named none. */
export function customerOf(call: Call): string {
  if (call.customerId !== "") return call.customerId;
  throw invalidArgument(
    "CUSTOMER_ID_REQUIRED",
    "Name the customer in customer_id: a platform operator belongs to none.",
    {
      violations: [{ field: "customer_id", rule: "required", message: "name the customer" }],
    },
  );
}

/** The employee behind a call. Throws EMPLOYEE_REQUIRED when the user is none. */
export function employeeOf(call: Call): string {
  const { employeeId } = userOf(call);
  if (employeeId === "")
    throw failedPrecondition("EMPLOYEE_REQUIRED", "Your user is not linked to an employee.");
  return employeeId;
}

/**
 * Header names that cross service borders. `x-countersign-…` ones are set by the platform, never by a client, but for
 * `reason`, which an operator gives.
 */
export const HEADERS = {
  authorization: "authorization",
  requestId: "x-request-id",
  serviceToken: "x-countersign-service-token",
  clientAddress: "x-countersign-client-address",
  clientAgent: "x-countersign-client-agent",
  /** Why a platform operator calls for a customer, percent-encoded; goes into the customer's ledger. */
  reason: "x-countersign-reason",
  locale: "accept-language",
  /** W3C Trace Context. */
  trace: "traceparent",
} as const;

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Whether a caller's `x-request-id` is short and plain enough to be kept. */
export const isRequestId = (sent: string): boolean => REQUEST_ID.test(sent);

/** The error of a call whose caller has gone. */
export const canceled = (): ConnectError => new ConnectError("the call was canceled", Code.Canceled);

interface CallParts {
  readonly method: DescMethod;
  readonly principal: Principal;
  readonly customerId: string;
  readonly requestId: string;
  readonly log: Logger;
  /** The caller is the gateway or another service: what it says of the client can be believed. */
  readonly trusted: boolean;
}

const LONGEST_REASON = 500;

/** A reason as it was meant: decoded if that works, on one line, cut to 500 characters. */
function readReason(sent: string): string {
  const text = sent.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, LONGEST_REASON);
}

/** A call over an incoming request; everything that costs is read when asked for. */
export class IncomingCall implements Call {
  readonly method: DescMethod;
  readonly principal: Principal;
  readonly customerId: string;
  readonly requestId: string;
  readonly #incoming: Incoming;
  readonly #parts: CallParts;

  constructor(incoming: Incoming, parts: CallParts) {
    this.#incoming = incoming;
    this.#parts = parts;
    this.method = parts.method;
    this.principal = parts.principal;
    this.customerId = parts.customerId;
    this.requestId = parts.requestId;
  }

  get actor(): Actor {
    return actorOf(this.principal);
  }

  get signal(): AbortSignal {
    return this.#incoming.signal();
  }

  get clientAddress(): string {
    return this.#told(HEADERS.clientAddress) ?? this.#incoming.peer();
  }

  get userAgent(): string {
    return this.#told(HEADERS.clientAgent) ?? this.#incoming.header("user-agent") ?? "";
  }

  get locale(): string {
    return this.#incoming.header(HEADERS.locale)?.split(",")[0]?.split(";")[0]?.trim() ?? "";
  }

  get reason(): string {
    return readReason(this.#incoming.header(HEADERS.reason) ?? "");
  }

  get log(): Logger {
    return this.#parts.log.child({
      requestId: this.requestId,
      method: this.method.name,
      customerId: this.customerId,
    });
  }

  onBehalf(): Record<string, string> {
    const authorization = this.#incoming.header(HEADERS.authorization);
    return {
      [HEADERS.requestId]: this.requestId,
      ...(authorization ? { [HEADERS.authorization]: authorization } : {}),
    };
  }

  #told(header: string): string | undefined {
    return this.#parts.trusted ? this.#incoming.header(header) : undefined;
  }
}
