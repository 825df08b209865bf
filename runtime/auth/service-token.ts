import { jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import type { Clock } from "../clock.ts";
import { unauthenticated } from "../errors.ts";
import type { ServicePrincipal } from "./principal.ts";

const ISSUER = "countersign-services";
const AUDIENCE = "countersign-internal";
const LIFETIME_S = 120;
const RENEW_BEFORE_S = 30;

/**
 * Proves one service to another: a two-minute HS256 token under a secret that all targets of an installation share
 * (`SERVICE_TOKEN_SECRET`). It has its own issuer and audience and is never accepted where an access token is.
 */
export class ServiceTokens {
  readonly #secret: Uint8Array;
  readonly #clock: Clock;
  readonly #issued = new Map<string, { token: string; expiresMs: number }>();
  readonly #verified = new LRUCache<string, { principal: ServicePrincipal; expiresMs: number }>({ max: 100 });

  constructor(secret: Uint8Array, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  /** The token that `issue` would give without making one; undefined when a new one is due. */
  current(service: string): string | undefined {
    const last = this.#issued.get(service);
    if (!last || last.expiresMs - this.#clock.now().getTime() <= RENEW_BEFORE_S * 1000) return undefined;
    return last.token;
  }

  /** A token that says "I am `service`", renewed before it expires. */
  async issue(service: string): Promise<string> {
    const last = this.current(service);
    if (last !== undefined) return last;
    const nowS = Math.floor(this.#clock.now().getTime() / 1000);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: "HS256", typ: "service+jwt" })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(service)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + LIFETIME_S)
      .sign(this.#secret);
    this.#issued.set(service, { token, expiresMs: (nowS + LIFETIME_S) * 1000 });
    return token;
  }

  /** The service that a token proves. Throws UNAUTHENTICATED / SERVICE_TOKEN_INVALID. */
  async verify(token: string): Promise<ServicePrincipal> {
    const nowMs = this.#clock.now().getTime();
    const known = this.#verified.get(token);
    if (known && known.expiresMs > nowMs) return known.principal;
    try {
      const { payload } = await jwtVerify(token, this.#secret, {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: "service+jwt",
        currentDate: new Date(nowMs),
        requiredClaims: ["sub", "exp"],
      });
      const principal: ServicePrincipal = { kind: "service", service: payload.sub ?? "" };
      this.#verified.set(token, { principal, expiresMs: (payload.exp ?? 0) * 1000 });
      return principal;
    } catch (cause) {
      throw Object.assign(unauthenticated("SERVICE_TOKEN_INVALID", "The service token is not valid."), {
        cause,
      });
    }
  }
}
