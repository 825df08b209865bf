import type { IncomingMessage } from "node:http";
import { HEADERS, isRequestId } from "../runtime/rpc/call.ts";

/** Headers that go on to a service, by lower-case name. */
export type ForwardedHeaders = Record<string, string>;

/** Longest user agent that is believed worth keeping, in characters. */
const MAX_AGENT = 512;

/** The request's own `x-request-id` if it is a decent one, else a new one. */
export function requestIdOf(req: IncomingMessage, newRequestId: () => string): string {
  const sent = req.headers[HEADERS.requestId];
  return typeof sent === "string" && isRequestId(sent) ? sent : newRequestId();
}

/**
 * What a service hears of a request: credentials, language and trace as the client sent them, address and agent as
 * we saw them. Nothing else passes, so no client can speak in a header that is the platform's own.
 */
export function forwardedHeaders(req: IncomingMessage, requestId: string): ForwardedHeaders {
  const forwarded: ForwardedHeaders = {
    [HEADERS.requestId]: requestId,
    [HEADERS.clientAddress]: addressOf(req),
    [HEADERS.clientAgent]: printable((req.headers["user-agent"] ?? "").slice(0, MAX_AGENT)),
  };
  const { authorization, traceparent } = req.headers;
  const locale = req.headers[HEADERS.locale];
  if (authorization !== undefined) forwarded[HEADERS.authorization] = printable(authorization);
  if (locale !== undefined) forwarded[HEADERS.locale] = printable(locale);
  if (typeof traceparent === "string") forwarded[HEADERS.trace] = printable(traceparent);
  return forwarded;
}

/** The peer's address; an IPv4 one that arrived on an IPv6 socket in its own form. */
function addressOf(req: IncomingMessage): string {
  const address = req.socket.remoteAddress ?? "";
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}

const UNPRINTABLE = /[^\x20-\x7e]/g;

/** gRPC metadata takes printable ASCII only, HTTP/1.1 headers take more. */
const printable = (value: string): string => value.replace(UNPRINTABLE, "?");
