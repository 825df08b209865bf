import { type HttpRequest, headerOf } from "./http-message.ts";
import type { Origins } from "./origins.ts";
import type { HeaderSet } from "./security-headers.ts";
import { SESSION_HEADER } from "./session/session-cookies.ts";

/** Request headers that a page of a listed origin may send. */
const ALLOWED_HEADERS = [
  "authorization",
  "content-type",
  "connect-protocol-version",
  "connect-timeout-ms",
  "grpc-timeout",
  "x-grpc-web",
  "x-user-agent",
  "x-request-id",
  "traceparent",
  SESSION_HEADER,
].join(", ");

/** Answer headers that its scripts may read. */
const EXPOSED_HEADERS = [
  "x-request-id",
  "retry-after",
  "grpc-status",
  "grpc-message",
  "grpc-status-details-bin",
].join(", ");

/** How long a browser may remember a preflight's answer, in seconds. */
const REMEMBER_SECONDS = "600";

/**
 * Headers that let a page of another origin read an answer (https://fetch.spec.whatwg.org/#http-cors-protocol); none
 * unless its origin is listed. There is no wildcard: the origin is repeated, so `vary` keeps caches apart.
 */
export function corsHeaders(req: HttpRequest, origins: Origins): HeaderSet {
  const origin = headerOf(req, "origin");
  if (origin === undefined || !origins.isListed(origin)) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": EXPOSED_HEADERS,
  };
}

/** The answer to a preflight of a listed origin; undefined for every other request. */
export function preflightHeaders(
  req: HttpRequest,
  cors: HeaderSet,
  methods: readonly string[],
): HeaderSet | undefined {
  if (req.method !== "OPTIONS" || headerOf(req, "access-control-request-method") === undefined)
    return undefined;
  if (cors["access-control-allow-origin"] === undefined) return undefined;
  return {
    ...cors,
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": ALLOWED_HEADERS,
    "access-control-max-age": REMEMBER_SECONDS,
  };
}
