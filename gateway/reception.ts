import { Code, type ConnectError } from "@connectrpc/connect";
import type { AccessTokenVerifier } from "../runtime/auth/access-token.ts";
import type { UserPrincipal } from "../runtime/auth/principal.ts";
import { type ApiKeys, apiKeyOf } from "./api-keys.ts";
import { forwardedHeaders } from "./forwarded-headers.ts";
import type { HttpRequest } from "./http-message.ts";
import type { Arrival } from "./origins.ts";
import { gatewayError, publicError } from "./public-error.ts";
import { networkOf, type RateLimits } from "./rate/rate-limits.ts";
import type { Route } from "./routes.ts";
import type { SessionCookies } from "./session/session-cookies.ts";
import type { Answering, Visit } from "./visit.ts";

/** What the reception decides with. */
export interface ReceptionParts {
  readonly cookies: SessionCookies;
  readonly accessTokens: AccessTokenVerifier;
  readonly apiKeys: ApiKeys;
  readonly rateLimits: RateLimits;
}

/** What the reception must know of what is called; a Route is one. */
export type Destination = Pick<Route, "isPublic" | "tokenFields" | "method">;

/**
 * Finds out who calls and whether they may go on: a bearer token, else a session cookie of our own pages; an API key is
 * exchanged; calls are counted. Services verify tokens by themselves: this is no gate, it decides whose limit counts.
 * At once when the token is known (nearly always), else a promise. Never throws: a refusal is part of the visit.
 */
export class Reception {
  readonly #parts: ReceptionParts;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  /** Receives a call of a method. */
  receive(req: HttpRequest, to: Answering, arrival: Arrival, route: Destination): Visit | Promise<Visit> {
    const { cookies, accessTokens } = this.#parts;
    const exchange = route.tokenFields
      ? cookies.exchange(req, to.res, arrival, route.method, route.tokenFields)
      : undefined;
    const visit = (authorization?: string, user?: UserPrincipal, refusal?: ConnectError): Visit => ({
      ...to,
      headers: forwardedHeaders(req, to.requestId, arrival, authorization),
      user,
      countedAs: user?.userId ?? networkOf(arrival.address),
      cookies: exchange,
      refusal: refusal ?? this.#tooMany(to, user, arrival),
    });
    if (route.isPublic) return visit(req.headers.authorization);
    let authorization: string | undefined;
    try {
      authorization = req.headers.authorization ?? cookies.authorization(req, arrival);
    } catch (error) {
      return visit(undefined, undefined, publicError(error));
    }
    const key = apiKeyOf(authorization);
    if (key !== undefined) return this.#withKey(key, req, to, arrival, visit);
    const token = bearerOf(authorization);
    if (token === undefined) return visit(authorization);
    const known = accessTokens.known(token);
    if (known) return visit(authorization, known);
    return this.#identify(token).then((user) => visit(authorization, user));
  }

  /** An unknown key counts against its address before identity is asked, so that guessing is slow. */
  async #withKey(
    key: string,
    req: HttpRequest,
    to: Answering,
    arrival: Arrival,
    visit: (authorization?: string, user?: UserPrincipal, refusal?: ConnectError) => Visit,
  ): Promise<Visit> {
    const { apiKeys } = this.#parts;
    try {
      const known = apiKeys.known(key);
      if (known === undefined) {
        const refusal = this.#tooMany(to, undefined, arrival);
        if (refusal) return visit(undefined, undefined, refusal);
      }
      const token =
        known ?? (await apiKeys.exchange(key, forwardedHeaders(req, to.requestId, arrival, undefined)));
      return visit(`Bearer ${token}`, await this.#identify(token));
    } catch (error) {
      return visit(undefined, undefined, publicError(error));
    }
  }

  /** The user of a token; undefined if it is not valid, or its keys can't be had now: its service will say so. */
  async #identify(token: string): Promise<UserPrincipal | undefined> {
    try {
      return await this.#parts.accessTokens.verify(token);
    } catch {
      return undefined; // nobody's fault here: the call goes on as an anonymous one, and its service answers it
    }
  }

  #tooMany(to: Answering, user: UserPrincipal | undefined, arrival: Arrival): ConnectError | undefined {
    const waitMs = this.#parts.rateLimits.admit(user, arrival.address);
    if (waitMs === 0) return undefined;
    const seconds = String(Math.ceil(waitMs / 1000));
    if (!to.res.headersSent) to.res.setHeader("retry-after", seconds);
    return gatewayError(
      Code.ResourceExhausted,
      "RATE_LIMITED",
      `Too many calls. Try again in ${seconds} seconds.`,
      undefined,
      { retry_after_seconds: seconds },
    );
  }
}

/** The token as services read it: whatever they take for one must be counted as its user's. */
const bearerOf = (authorization: string | undefined): string | undefined =>
  authorization?.replace(/^bearer\s+/i, "") || undefined;
