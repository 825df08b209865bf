import { HEADERS, isRequestId } from "../runtime/rpc/call.ts";
import { type HttpRequest, headerOf } from "./http-message.ts";
import type { Arrival } from "./origins.ts";

/** Headers that go on to a service, by lower-case name. */
export type ForwardedHeaders = Record<string, string>;

/** Longest user agent that is believed worth keeping, in characters. */
const MAX_AGENT = 512;
/** Why an operator looks into a customer's things; it goes into that customer's ledger. */
const REASON = "x-countersign-reason";

/** The request's own `x-request-id` if it is a decent one, else a new one. */
export function requestIdOf(req: HttpRequest, newRequestId: () => string): string {
  const sent = headerOf(req, HEADERS.requestId);
  return sent !== undefined && isRequestId(sent) ? sent : newRequestId();
}

/**
 * What a service hears of a request: language, trace and reason as the client sent them, credentials as the gateway
 * found them, address and agent as we saw them. This is a new set: nothing else passes, so no client can speak in a
 * header that is the platform's own.
 */
export function forwardedHeaders(
  req: HttpRequest,
  requestId: string,
  arrival: Arrival,
  authorization: string | undefined,
): ForwardedHeaders {
  const forwarded: ForwardedHeaders = {
    [HEADERS.requestId]: requestId,
    [HEADERS.clientAddress]: arrival.address,
    [HEADERS.clientAgent]: printable((req.headers["user-agent"] ?? "").slice(0, MAX_AGENT)),
  };
  if (authorization !== undefined) forwarded[HEADERS.authorization] = printable(authorization);
  for (const name of [HEADERS.locale, HEADERS.trace, REASON]) {
    const sent = headerOf(req, name);
    if (sent !== undefined) forwarded[name] = printable(sent);
  }
  return forwarded;
}

const UNPRINTABLE = /[^\x20-\x7e]/g;

/** gRPC metadata takes printable ASCII only, HTTP/1.1 headers take more. */
const printable = (value: string): string => value.replace(UNPRINTABLE, "?");
