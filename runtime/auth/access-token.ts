import { errors, type JWTPayload, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import type { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Clock } from "../clock.ts";
import { unauthenticated } from "../errors.ts";
import { type FetchJwks, KeySet, type Keys } from "./key-set.ts";
import type { UserPrincipal } from "./principal.ts";

export type { FetchJwks } from "./key-set.ts";

/** Names in every access token (RFC 9068 claims and our own short ones). */
export const TOKEN_ISSUER = "countersign";
export const TOKEN_AUDIENCE = "countersign-api";
export const TOKEN_TYPE = "at+jwt";
export const TOKEN_ALGORITHM = "EdDSA";
export const ACCESS_TOKEN_MINUTES = 10;

/** Claims of an access token beside iss, aud, iat and exp. */
export interface AccessClaims {
  /** User id, or the id of an API key. */
  readonly sub: string;
  /** Session id; an API key's own id for the key. */
  readonly sid: string;
  /** Customer id; absent for platform operators. */
  readonly cid?: string;
  /** Employee id, if the user is one. */
  readonly eid?: string;
  readonly name: string;
  readonly email: string;
  /** Numbers of PermissionRole. */
  readonly roles: readonly number[];
  /** Numbers of the Permissions that custom roles or the API key allow; absent when there are none. */
  readonly perms?: readonly number[];
  /** Who made the API key (user id); absent for people. */
  readonly mkr?: string;
  /** What the session is limited to: setting up an authenticator; absent for others. */
  readonly lim?: "totp";
  /** How the user proved who they are (RFC 8176 names). */
  readonly amr: readonly string[];
}

const CACHED_TOKENS = 10_000;
/** The services' clocks may differ by so much; it delays no expiry. */
const CLOCK_SKEW_MS = 60_000;
const REQUIRED_CLAIMS = ["sub", "sid", "iat", "exp"];

interface Verified {
  readonly principal: UserPrincipal;
  readonly expiresMs: number;
}

/**
 * Verifies access tokens (RFC 8725, RFC 9068): EdDSA and the type at+jwt only, our issuer and audience, not expired by
 * the given clock, not issued for longer than ours are. A token verified once is remembered until it expires or the
 * platform's keys change.
 */
export class AccessTokenVerifier {
  readonly #clock: Clock;
  readonly #verified = new LRUCache<string, Verified>({ max: CACHED_TOKENS });
  readonly #keys: KeySet;

  constructor(fetchJwks: FetchJwks, clock: Clock) {
    this.#clock = clock;
    this.#keys = new KeySet(fetchJwks, () => this.#verified.clear());
  }

  /**
   * The user of a token that was verified here before and has not expired, at once; undefined says nothing about the
   * token. For what is no decision about access, such as whose calls to count: only `verify` renews the keys.
   */
  known(token: string): UserPrincipal | undefined {
    const known = this.#verified.get(token);
    return known && known.expiresMs > this.#clock.now().getTime() ? known.principal : undefined;
  }

  /** The user that a token proves. Throws UNAUTHENTICATED with TOKEN_EXPIRED or TOKEN_INVALID. */
  async verify(token: string): Promise<UserPrincipal> {
    const nowMs = this.#clock.now().getTime();
    // Also for a known token: keys that are due are renewed, so that one taken back ends its tokens.
    const keys = await this.#keys.current();
    const known = this.#verified.get(token);
    if (known) {
      if (known.expiresMs <= nowMs) throw expired();
      return known.principal;
    }
    const verified = await this.#check(token, keys, nowMs);
    this.#verified.set(token, verified);
    return verified.principal;
  }

  async #check(token: string, keys: Keys, nowMs: number): Promise<Verified> {
    const options = {
      algorithms: [TOKEN_ALGORITHM],
      typ: TOKEN_TYPE,
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      currentDate: new Date(nowMs),
      requiredClaims: REQUIRED_CLAIMS,
    };
    try {
      const { payload } = await this.#withKeys(keys, (set) => jwtVerify<AccessClaims>(token, set, options));
      if (!isOurs(payload, nowMs)) throw invalid();
      return { principal: principalOf(payload), expiresMs: (payload.exp ?? 0) * 1000 };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw expired();
      if (error instanceof errors.JOSEError) throw invalid();
      throw error;
    }
  }

  /** Tries with the keys at hand; when the token names a key that is not among them, with newer ones if there are any. */
  async #withKeys<T>(keys: Keys, use: (keys: Keys) => Promise<T>): Promise<T> {
    try {
      return await use(keys);
    } catch (error) {
      const newer = error instanceof errors.JWKSNoMatchingKey ? await this.#keys.newer(keys) : undefined;
      if (!newer) throw error;
      return use(newer);
    }
  }
}

const expired = (): Error =>
  unauthenticated("TOKEN_EXPIRED", "The access token has expired. Refresh the session.");

const invalid = (): Error =>
  unauthenticated("TOKEN_INVALID", "The access token is not valid. Sign in again.");

/** Whether the claims have the shape and the lifetime that identity gives them; it signs nothing else. */
function isOurs(claims: AccessClaims & JWTPayload, nowMs: number): boolean {
  const { iat = 0, exp = 0, cid, roles, perms = [], lim, amr } = claims;
  const areNumbers = (list: unknown): boolean =>
    Array.isArray(list) && list.every((item) => Number.isInteger(item));
  return (
    exp - iat <= ACCESS_TOKEN_MINUTES * 60 &&
    iat * 1000 <= nowMs + CLOCK_SKEW_MS &&
    (cid === undefined || (typeof cid === "string" && cid !== "")) &&
    areNumbers(roles) &&
    areNumbers(perms) &&
    (lim === undefined || lim === "totp") &&
    Array.isArray(amr)
  );
}

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
    permissions: new Set((claims.perms ?? []) as readonly Permission[]),
    ...(claims.mkr ? { apiKeyMaker: claims.mkr } : {}),
    ...(claims.lim ? { enrolling: true } : {}),
    authenticationMethod: claims.amr[0] ?? "",
  };
}
