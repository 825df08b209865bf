import { LRUCache } from "lru-cache";
import { badRequest, ERROR_SCHEMA } from "./scim-error.ts";

/** Most resources of one answer. */
export const MAX_COUNT = 200;
const DEFAULT_COUNT = 100;

/** The schema of lists. */
export const LIST_SCHEMA = ERROR_SCHEMA.replace("Error", "ListResponse");

/** Which part of a list a client wants (RFC 7644 §3.4.2.4). */
export interface PageWanted {
  /** From 1. */
  readonly startIndex: number;
  /** 0 to MAX_COUNT. */
  readonly count: number;
}

/** Reads `startIndex` and `count`; values below what they may be count as the least. Throws invalidValue. */
export function readPage(query: URLSearchParams): PageWanted {
  const startIndex = Math.max(1, readNumber(query, "startIndex") ?? 1);
  const count = Math.min(MAX_COUNT, Math.max(0, readNumber(query, "count") ?? DEFAULT_COUNT));
  return { startIndex, count };
}

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  if (!/^-?\d{1,9}$/.test(text)) throw badRequest("invalidValue", `${name} must be a whole number.`);
  return Number(text);
}

/** A part of a list, and how many there are in all. */
export interface Part<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** One page of a service's list. */
export interface SourcePage<T> {
  readonly items: readonly T[];
  readonly nextPageToken: string;
  /** Only if it was asked for. */
  readonly total: number;
}

/** Reads one page of a service's list. */
export type ReadPage<T> = (
  pageSize: number,
  pageToken: string,
  countTotal: boolean,
) => Promise<SourcePage<T>>;

interface Walked {
  /** The token of the page that begins there, by index. */
  readonly tokens: Map<number, string>;
  total: number;
}

const MAX_LISTS = 500;
const MAX_TOKENS = 600;
const TTL_MS = 120_000;

/**
 * Serves parts of lists by index from services that page by token. It remembers for two minutes where the pages begin,
 * so that a client which reads page after page causes one call for each; who begins in the middle waits for the way
 * there. The first page is always read anew and counts anew.
 */
export class PageWalker {
  readonly #lists = new LRUCache<string, Walked>({ max: MAX_LISTS, ttl: TTL_MS });

  /** Reads a part. `list` names the list: the customer's and the filter's. */
  async read<T>(list: string, { startIndex, count }: PageWanted, read: ReadPage<T>): Promise<Part<T>> {
    const known = startIndex === 1 ? undefined : this.#lists.get(list);
    const walked: Walked = known ?? { tokens: new Map([[1, ""]]), total: -1 };
    let at = nearest(walked, startIndex);
    let token = walked.tokens.get(at) ?? "";
    while (at < startIndex) {
      const page = await this.#step(walked, at, Math.min(MAX_COUNT, startIndex - at), token, read);
      at += page.items.length;
      token = page.nextPageToken;
      if (token === "") break;
    }
    const beyond = at < startIndex || (token === "" && at > 1);
    const page = beyond ? undefined : await this.#step(walked, at, Math.max(count, 1), token, read);
    this.#lists.set(list, walked);
    return { items: page?.items.slice(0, count) ?? [], total: walked.total };
  }

  async #step<T>(
    walked: Walked,
    at: number,
    size: number,
    token: string,
    read: ReadPage<T>,
  ): Promise<SourcePage<T>> {
    const page = await read(size, token, walked.total < 0);
    if (walked.total < 0) walked.total = page.total;
    if (page.nextPageToken !== "" && walked.tokens.size < MAX_TOKENS)
      walked.tokens.set(at + page.items.length, page.nextPageToken);
    return page;
  }
}

function nearest({ tokens }: Walked, startIndex: number): number {
  let best = 1;
  for (const index of tokens.keys()) if (index <= startIndex && index > best) best = index;
  return best;
}

/** A part of few resources that are at hand. */
export const partOf = <T>(all: readonly T[], { startIndex, count }: PageWanted): Part<T> => ({
  items: all.slice(startIndex - 1, startIndex - 1 + count),
  total: all.length,
});

/** The body of a list. */
export const listBody = (part: Part<object>, { startIndex }: PageWanted): object => ({
  schemas: [LIST_SCHEMA],
  totalResults: part.total,
  startIndex,
  itemsPerPage: part.items.length,
  Resources: part.items,
});
