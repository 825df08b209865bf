import type { OutgoingHttpHeaders } from "node:http";
import { sendAnswer as writeAnswer } from "../http-message.ts";
import type { Answering } from "../visit.ts";
import { versionOf } from "./protocol/etag.ts";
import type { ScimError } from "./protocol/scim-error.ts";
import type { ScimAnswer } from "./scim-call.ts";

/** The media type of SCIM (RFC 7644 §8.1). */
const SCIM_JSON = "application/scim+json; charset=utf-8";

/** Sends an answer. */
export function sendAnswer(to: Answering, { status, body, etag, location }: ScimAnswer): void {
  send(to, status, body, {
    ...(etag === undefined ? {} : { etag: versionOf(etag) }),
    ...(location === undefined ? {} : { location }),
  });
}

/** Sends a refusal; 401 says how to sign in (RFC 6750 §3). */
export function sendError(to: Answering, error: ScimError): void {
  const challenge = error.status === 401 ? { "www-authenticate": 'Bearer realm="scim"' } : {};
  send(to, error.status, error.body, { ...challenge, ...error.headers });
}

function send(
  { res, requestId, security }: Answering,
  status: number,
  body: object | undefined,
  more: Readonly<Record<string, string>>,
): void {
  if (res.destroyed || res.headersSent) return;
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers: OutgoingHttpHeaders = { ...security, "x-request-id": requestId, ...more };
  if (body !== undefined) headers["content-type"] = SCIM_JSON;
  if (status !== 204 && status !== 304) headers["content-length"] = Buffer.byteLength(text);
  writeAnswer(res, status, headers, text);
}
