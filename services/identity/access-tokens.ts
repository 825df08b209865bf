import { generateKeyPairSync } from "node:crypto";
import { type CryptoKey, importJWK, type JWK, SignJWT } from "jose";
import {
  ACCESS_TOKEN_MINUTES,
  type AccessClaims,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from "../../runtime/auth/access-token.ts";
import { serviceActor } from "../../runtime/auth/principal.ts";
import type { Clock } from "../../runtime/clock.ts";
import { DuplicateKeyError } from "../../runtime/mongo/change.ts";
import type { ServiceKit } from "../../runtime/service.ts";
import type { SessionRow } from "./store/session-model.ts";
import type { SigningKeyRow } from "./store/signing-key-model.ts";
import { SigningKeyStore } from "./store/signing-key-store.ts";
import type { UserRow } from "./store/user-model.ts";

/** How long a process signs with a key before it looks again which one is active; a retired one verifies far longer. */
const CACHED_MS = 30_000;

interface Signer {
  readonly kid: string;
  readonly key: CryptoKey | Uint8Array;
  readonly untilMs: number;
}

/** A new Ed25519 key pair, as a key row in a given state. */
export function newSigningKey(
  kit: Pick<ServiceKit, "clock" | "newId">,
  state: "PUBLISHED" | "ACTIVE",
): SigningKeyRow {
  const { x = "", d = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const now = kit.clock.now();
  const activated = state === "ACTIVE" ? { activateTime: now } : {};
  return { _id: kit.newId("key"), state, x, d, createTime: now, ...activated };
}

/** Makes the platform's first signing key, if there is none. Of several processes that begin at once, one does. */
export async function ensureSigningKey(
  kit: Pick<ServiceKit, "database" | "commit" | "clock" | "newId">,
): Promise<void> {
  const keys = new SigningKeyStore(kit.database);
  if (await keys.findActiveForPlatform()) return;
  const actor = serviceActor("identity", "first signing key");
  try {
    await kit.commit({ changes: [keys.insert(newSigningKey(kit, "ACTIVE"))], events: [], actor });
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
  }
}

/** Signs access tokens with the active key. */
export class AccessTokens {
  readonly #keys: SigningKeyStore;
  readonly #clock: Clock;
  #signer: Signer | undefined;

  constructor(keys: SigningKeyStore, clock: Clock) {
    this.#keys = keys;
    this.#clock = clock;
  }

  /** A token for a user's session, and when it ends: after 10 minutes (RFC 9068; claims in AccessClaims). */
  async issue(user: UserRow, session: SessionRow): Promise<{ token: string; expireTime: Date }> {
    const now = this.#clock.now();
    const signer = await this.#signerAt(now);
    const issuedS = Math.floor(now.getTime() / 1000);
    const expiresS = issuedS + ACCESS_TOKEN_MINUTES * 60;
    const { sub, ...claims } = claimsOf(user, session);
    const token = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "EdDSA", kid: signer.kid, typ: "at+jwt" })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(sub)
      .setIssuedAt(issuedS)
      .setExpirationTime(expiresS)
      .sign(signer.key);
    return { token, expireTime: new Date(expiresS * 1000) };
  }

  async #signerAt(now: Date): Promise<Signer> {
    if (this.#signer && now.getTime() < this.#signer.untilMs) return this.#signer;
    const row = await this.#keys.findActiveForPlatform();
    if (!row) throw new Error("there is no active signing key");
    const jwk: JWK = { kty: "OKP", crv: "Ed25519", x: row.x, d: row.d };
    const key = await importJWK(jwk, "EdDSA");
    this.#signer = { kid: row._id, key, untilMs: now.getTime() + CACHED_MS };
    return this.#signer;
  }
}

const claimsOf = (user: UserRow, session: SessionRow): AccessClaims => ({
  sub: user._id,
  sid: session._id,
  ...(user.customerId ? { cid: user.customerId } : {}),
  ...(user.employeeId ? { eid: user.employeeId } : {}),
  name: user.displayName,
  email: user.email,
  roles: user.roles,
  amr: [session.authenticationMethod],
});
