import { type LookupAddress, lookup } from "node:dns";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/**
 * Which addresses an outgoing request may reach. `public`: https at public addresses. `private`: https at any address.
 * `any`: http as well.
 */
export type Reach = "public" | "private" | "any";

/** Bounds of requests to addresses that a customer names. */
export interface FetchBounds {
  readonly reach: Reach;
  /** Time for the whole exchange, in ms. */
  readonly timeoutMs: number;
  /** Longest body that is read, in bytes. */
  readonly maxBytes: number;
}

/** The parts of a request that are sent. Redirects are never followed. */
export interface GuardedRequest {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Thrown when a request may not be made, or its answer is too long; `message` says why and may be shown. */
export class ForbiddenFetchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ForbiddenFetchError";
  }
}

/** Fetches a URL. Throws ForbiddenFetchError, or the network's own error. */
export type GuardedFetch = (url: string, request?: GuardedRequest) => Promise<Response>;

/**
 * Fetches from addresses that a customer names without being led into our own network (server-side request forgery):
 * the name is resolved once, each address it has is checked, and the connection goes to one of those. A redirect comes
 * back as it is, for the caller to refuse. Time and size are bounded.
 */
export const guardedFetch =
  (bounds: FetchBounds): GuardedFetch =>
  async (url, request = {}) => {
    const target = checkedTarget(url, bounds.reach);
    const deadline = AbortSignal.timeout(bounds.timeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    try {
      const answer = await exchange(target, request, signal, bounds.reach);
      return await read(answer, bounds.maxBytes);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
  };

function checkedTarget(url: string, reach: Reach): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target) throw new ForbiddenFetchError(`${url} is not a URL.`);
  if (target.protocol !== "https:" && !(reach === "any" && target.protocol === "http:"))
    throw new ForbiddenFetchError(`${target.origin} is not reached over https.`);
  if (target.username !== "" || target.password !== "")
    throw new ForbiddenFetchError("A URL with credentials is not fetched.");
  // A literal address is never looked up, so that it is checked here.
  const host = target.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !mayReach(reach, [{ address: host }])) throw notPublic(host);
  return target;
}

const notPublic = (host: string): Error => new ForbiddenFetchError(`${host} is not a public address.`);

const mayReach = (reach: Reach, addresses: readonly Pick<LookupAddress, "address">[]): boolean =>
  reach !== "public" || addresses.every(({ address }) => isPublicAddress(address));

function exchange(
  target: URL,
  { method = "GET", headers = {}, body }: GuardedRequest,
  signal: AbortSignal,
  reach: Reach,
): Promise<IncomingMessage> {
  const send = target.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = { method, headers, signal, agent: false as const, lookup: pinned(reach) };
    const outgoing: ClientRequest = send(target, options, resolve);
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** A lookup that gives what it has checked: what is connected to can't be another address than that. */
const pinned =
  (reach: Reach): LookupFunction =>
  (hostname, options, callback) => {
    const family = options.family ?? 0;
    lookup(hostname, { family, all: true }, (failure, addresses) => {
      const [first] = addresses ?? [];
      const error = failure ?? (mayReach(reach, addresses) ? undefined : notPublic(hostname));
      if (error || !first) callback(error ?? new Error(`${hostname} has no address`), "");
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

async function read(answer: IncomingMessage, maxBytes: number): Promise<Response> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      answer.destroy();
      throw new ForbiddenFetchError(`The answer is longer than ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const status = answer.statusCode ?? 502;
  return new Response(BODILESS.has(status) ? null : Buffer.concat(chunks), { status, headers });
}

/** Statuses with which a Response takes no body. */
const BODILESS = new Set([204, 205, 304]);
