import { stringifySetCookie } from "cookie";
import type { HttpRequest } from "../http-message.ts";

/** What the gateway keeps in a browser, none of it readable by scripts. */
export type CookieKind = "access" | "refresh" | "login";

/** Longest value that is taken from a cookie, in characters; browsers keep 4096 bytes with the name. */
const MAX_VALUE = 4_096;
/** Tokens are made of these: base64url and the dots between its parts (RFC 6265 allows more, we never write it). */
const VALUE = /^[\w.~-]+$/;

/** Only these two are compared by the browser's own rules; the prefix makes it refuse any cookie set without them. */
const HOST_PREFIX = "__Host-";

/**
 * A cookie's name. Over https it starts with `__Host-`: then browsers take it only from this very host, over https, for
 * all paths, so neither a sibling domain nor plain http can plant one (RFC 6265bis, 4.1.3.2).
 */
export const cookieName = (kind: CookieKind, https: boolean): string =>
  `${https ? HOST_PREFIX : ""}countersign-${kind}`;

/**
 * The value of a cookie of ours. Undefined when it is absent, stands there twice (then somebody else planted one and
 * nobody can tell which), is longer than ours get, or is made of other characters.
 */
export function readCookie(req: HttpRequest, kind: CookieKind, https: boolean): string | undefined {
  const sent = req.headers.cookie;
  if (!sent) return undefined;
  const wanted = `${cookieName(kind, https)}=`;
  const found = sent
    .split(";")
    .map(withoutSpace)
    .filter((pair) => pair.startsWith(wanted));
  const value = found[0]?.slice(wanted.length);
  if (found.length !== 1 || !value || value.length > MAX_VALUE || !VALUE.test(value)) return undefined;
  return value;
}

/** Blank and tab only, as RFC 6265 has it: other white space is part of a name, or a forgery of one. */
const withoutSpace = (pair: string): string => pair.replace(/^[ \t]+|[ \t]+$/g, "");

/** A `set-cookie` header. The login cookie comes back with the redirect from another site, so it is Lax. */
export function writeCookie(kind: CookieKind, value: string, https: boolean, seconds: number): string {
  return stringifySetCookie({
    name: cookieName(kind, https),
    value,
    path: "/",
    httpOnly: true,
    secure: https,
    sameSite: kind === "login" ? "lax" : "strict",
    maxAge: Math.max(0, Math.floor(seconds)),
  });
}

/** A `set-cookie` header that removes it. */
export const dropCookie = (kind: CookieKind, https: boolean): string => writeCookie(kind, "", https, 0);
