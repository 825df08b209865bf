import { type HttpRequest, headerOf } from "./http-message.ts";

/** What is known of how a request reached us. */
export interface Arrival {
  /** The client's address, without port. */
  readonly address: string;
  /** Whether the client speaks https, to us or to a proxy that we trust. */
  readonly https: boolean;
}

/** Tells requests of our own pages from those of others. */
export class Origins {
  readonly #publicOrigin: string | undefined;
  readonly #publicHost: string | undefined;
  readonly #listed: ReadonlySet<string>;

  /** `publicUrl` may be empty; `listed` are the origins of CORS_ORIGINS. */
  constructor(publicUrl: string, listed: readonly string[]) {
    const url = publicUrl === "" ? undefined : new URL(publicUrl);
    this.#publicOrigin = url?.origin;
    this.#publicHost = url?.host;
    this.#listed = new Set(listed);
  }

  /** Whether people reach us over https, so that cookies get the prefix and the attribute that need it. */
  https(arrival: Arrival): boolean {
    return this.#publicOrigin === undefined ? arrival.https : this.#publicOrigin.startsWith("https:");
  }

  /** Whether a browser may keep a cookie of ours at all: over https, or on this very machine. */
  mayKeepCookies(req: HttpRequest, arrival: Arrival): boolean {
    return this.https(arrival) || isLoopbackHost(hostOf(req));
  }

  /** Whether pages of this origin may read our answers: it stands in CORS_ORIGINS, letter by letter. */
  isListed(origin: string): boolean {
    return this.#listed.has(origin);
  }

  /**
   * Whether a browser says that one of our own pages, or of an origin in CORS_ORIGINS, made this request. Neither
   * header can be set by a page's script. A request that says nothing, as a link, an image or a form of another site
   * may, is not ours; nor is `Origin: null`.
   */
  isOurs(req: HttpRequest, arrival: Arrival): boolean {
    const origin = headerOf(req, "origin");
    if (origin === "null") return false;
    if (origin !== undefined && (this.#isOwn(origin, req, arrival) || this.isListed(origin))) return true;
    return headerOf(req, "sec-fetch-site") === "same-origin";
  }

  #isOwn(origin: string, req: HttpRequest, arrival: Arrival): boolean {
    if (origin === this.#publicOrigin) return true;
    const host = hostOf(req);
    if (host === "" || host === this.#publicHost) return false; // http:// beside a public https:// is somebody else
    if (arrival.https) return origin === `https://${host}`;
    return isLoopbackHost(host) && origin === `http://${host}`;
  }
}

/** The name (and port) under which the client called: `Host`, or HTTP/2's `:authority`. */
export const hostOf = (req: HttpRequest): string =>
  (headerOf(req, "host") ?? headerOf(req, ":authority") ?? "").toLowerCase();

const LOOPBACK = /^(?:localhost|[a-z0-9-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;

/** Whether a host names this very machine, wherever the name is asked. */
const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);
