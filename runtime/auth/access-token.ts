import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Clock } from "../clock.ts";
import { unauthenticated } from "../errors.ts";
import type { UserPrincipal } from "./principal.ts";

/** Names in every access token (RFC 9068 claims and our own short ones). */
export const TOKEN_ISSUER = "countersign";
export const TOKEN_AUDIENCE = "countersign-api";
export const ACCESS_TOKEN_MINUTES = 10;

/** Claims of an access token beside iss, aud, iat and exp. */
export interface AccessClaims {
  /** User id. */
  readonly sub: string;
  /** Session id. */
  readonly sid: string;
  /** Customer id; absent for platform operators. */
  readonly cid?: string;
  /** Employee id, if the user is one. */
  readonly eid?: string;
  readonly name: string;
  readonly email: string;
  /** Numbers of PermissionRole. */
  readonly roles: readonly number[];
  /** How the user proved who they are (RFC 8176 names). */
  readonly amr: readonly string[];
}

/** Where the public keys come from: the identity service's GetJwks. */
export type FetchJwks = () => Promise<JSONWebKeySet>;

/** Least time between two fetches of the keys because of an unknown key id. */
const REFETCH_MS = 5_000;
const CACHED_TOKENS = 10_000;

interface Verified {
  readonly principal: UserPrincipal;
  readonly expiresMs: number;
}

/**
 * Verifies access tokens: EdDSA only, our issuer and audience, not expired by the given clock.
 * A token verified once is remembered until it expires.
 */
export class AccessTokenVerifier {
  readonly #fetchJwks: FetchJwks;
  readonly #clock: Clock;
  readonly #verified = new LRUCache<string, Verified>({ max: CACHED_TOKENS });
  #keys: ReturnType<typeof createLocalJWKSet> | undefined;
  #fetchedMs = Number.NEGATIVE_INFINITY;

  constructor(fetchJwks: FetchJwks, clock: Clock) {
    this.#fetchJwks = fetchJwks;
    this.#clock = clock;
  }

  /** The user that a token proves. Throws UNAUTHENTICATED with TOKEN_EXPIRED or TOKEN_INVALID. */
  async verify(token: string): Promise<UserPrincipal> {
    const nowMs = this.#clock.now().getTime();
    const known = this.#verified.get(token);
    if (known) {
      if (known.expiresMs <= nowMs) throw expired();
      return known.principal;
    }
    const verified = await this.#check(token);
    this.#verified.set(token, verified);
    return verified.principal;
  }

  async #check(token: string): Promise<Verified> {
    const options = {
      algorithms: ["EdDSA"],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      currentDate: this.#clock.now(),
      requiredClaims: ["sub", "sid", "exp"],
    };
    try {
      const { payload } = await this.#withKeys((keys) => jwtVerify<AccessClaims>(token, keys, options));
      return { principal: principalOf(payload), expiresMs: (payload.exp ?? 0) * 1000 };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw expired();
      if (error instanceof errors.JOSEError)
        throw unauthenticated("TOKEN_INVALID", "The access token is not valid. Sign in again.");
      throw error;
    }
  }

  /** Tries with the keys at hand; when the token names a key that is not among them, fetches once and tries again. */
  async #withKeys<T>(use: (keys: ReturnType<typeof createLocalJWKSet>) => Promise<T>): Promise<T> {
    const keys = this.#keys ?? (await this.#refetch());
    try {
      return await use(keys);
    } catch (error) {
      const monotonicMs = performance.now();
      if (!(error instanceof errors.JWKSNoMatchingKey) || monotonicMs - this.#fetchedMs < REFETCH_MS)
        throw error;
      return use(await this.#refetch());
    }
  }

  async #refetch(): Promise<ReturnType<typeof createLocalJWKSet>> {
    const keys = createLocalJWKSet(await this.#fetchJwks());
    this.#fetchedMs = performance.now();
    this.#keys = keys;
    return keys;
  }
}

const expired = (): Error =>
  unauthenticated("TOKEN_EXPIRED", "The access token has expired. Refresh the session.");

function principalOf(claims: AccessClaims): UserPrincipal {
  return {
    kind: "user",
    userId: claims.sub,
    sessionId: claims.sid,
    customerId: claims.cid ?? "",
    employeeId: claims.eid ?? "",
    name: claims.name,
    email: claims.email,
    roles: new Set(claims.roles as readonly PermissionRole[]),
    authenticationMethod: claims.amr[0] ?? "",
  };
}
