import { type HttpRequest, headerOf } from "../../http-message.ts";
import { changedSince } from "./scim-error.ts";

/** A resource's etag as SCIM and HTTP show it: weak, since answers differ by what is asked for. */
export const versionOf = (etag: string): string => `W/"${etag}"`;

const TAG = /(?:W\/)?"([^"]*)"/g;

/** The etags of an If-Match or If-None-Match header; "*" for any; undefined when there is no such header. */
function tagsOf(req: HttpRequest, name: string): readonly string[] | "*" | undefined {
  const sent = headerOf(req, name)?.trim();
  if (sent === undefined || sent === "*") return sent;
  return [...sent.matchAll(TAG)].map((match) => match[1] ?? "");
}

/** Throws 412 when the request has an If-Match that the resource's etag isn't in (RFC 9110 §13.1.1, compared weakly). */
export function checkIfMatch(req: HttpRequest, etag: string): void {
  const tags = tagsOf(req, "if-match");
  if (tags !== undefined && tags !== "*" && !tags.includes(etag)) throw changedSince();
}

/** Whether the client said which version it changes. */
export function hasIfMatch(req: HttpRequest): boolean {
  const tags = tagsOf(req, "if-match");
  return tags !== undefined && tags !== "*";
}

/** Whether the client has this version already (RFC 9110 §13.1.2). */
export function isKnown(req: HttpRequest, etag: string): boolean {
  const tags = tagsOf(req, "if-none-match");
  return tags === "*" || (tags?.includes(etag) ?? false);
}
