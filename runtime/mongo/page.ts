import { createHash } from "node:crypto";
import mongoose from "mongoose";
import { invalidArgument } from "../errors.ts";

/** Page sizes of every List RPC. */
export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

/** What a List request says about its page. */
export interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of documents and the token of the next one; empty when this is the last. */
export interface Page<T> {
  readonly items: T[];
  readonly nextPageToken: string;
}

/** Where a page starts: the sort key of the last item before it (strings, numbers or dates). */
export type PageKey = readonly (string | number | Date)[];

/** The part of a query that paging adds: how many to read, and after which key. */
export interface PageWindow {
  readonly limit: number;
  readonly after: PageKey | undefined;
}

/**
 * Reads a page request for a query. `filter` is everything else that shapes the result: a token made under
 * another filter is refused (INVALID_ARGUMENT / INVALID_PAGE_TOKEN).
 */
export function pageWindow(request: PageRequest, filter: object): PageWindow {
  const limit = Math.min(request.pageSize === 0 ? DEFAULT_PAGE_SIZE : request.pageSize, MAX_PAGE_SIZE);
  return { limit, after: request.pageToken === "" ? undefined : readToken(request.pageToken, filter) };
}

/**
 * Cuts one page from `limit + 1` documents read, and makes the next token from the last item's key.
 */
export function toPage<T>(
  read: readonly T[],
  window: PageWindow,
  filter: object,
  keyOf: (item: T) => PageKey,
): Page<T> {
  const items = read.slice(0, window.limit);
  const last = items.at(-1);
  const more = read.length > window.limit && last !== undefined;
  return { items, nextPageToken: more ? writeToken(keyOf(last), filter) : "" };
}

/**
 * The MongoDB condition "after this key" for a sort over `fields`, all in one direction.
 * For fields (a, b): a > x, or a = x and b > y.
 */
export function afterKey(
  fields: readonly string[],
  after: PageKey | undefined,
  direction: 1 | -1 = 1,
): object {
  if (after === undefined) return {};
  const operator = direction === 1 ? "$gt" : "$lt";
  const branches = fields.map((field, depth) => ({
    ...Object.fromEntries(fields.slice(0, depth).map((earlier, i) => [earlier, after[i]])),
    [field]: { [operator]: after[depth] },
  }));
  return branches.length === 1 ? (branches[0] ?? {}) : { $or: branches };
}

function writeToken(key: PageKey, filter: object): string {
  const parts = key.map((part) => (part instanceof Date ? { d: part.getTime() } : part));
  return Buffer.from(JSON.stringify([fingerprint(filter), ...parts])).toString("base64url");
}

/**
 * INVALID_PAGE_TOKEN, if that is why a query failed: the token's key is of another kind than the fields that it is
 * compared with. We make no such tokens: somebody wrote it. Anything else as it is.
 */
export const pageTokenFault = (request: object, error: unknown): unknown =>
  error instanceof mongoose.Error.CastError && Reflect.get(request, "pageToken") ? invalidToken() : error;

const invalidToken = (): Error =>
  invalidArgument("INVALID_PAGE_TOKEN", "The page token is not of this list and filter. Start without one.");

function readToken(token: string, filter: object): PageKey {
  const refused = invalidToken();
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    throw refused;
  }
  if (!Array.isArray(parts) || parts.length < 2 || parts[0] !== fingerprint(filter)) throw refused;
  return parts.slice(1).map((part: unknown) => {
    if (typeof part === "string" || typeof part === "number") return part;
    if (typeof part === "object" && part !== null && "d" in part && typeof part.d === "number") {
      const date = new Date(part.d);
      if (!Number.isNaN(date.getTime())) return date;
    }
    throw refused;
  });
}

function fingerprint(filter: object): string {
  return createHash("sha256").update(JSON.stringify(filter)).digest("base64url").slice(0, 12);
}
