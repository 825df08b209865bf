import { generateKeyPairSync } from "node:crypto";
import { type CryptoKey, importJWK, type JWK, SignJWT } from "jose";
import {
  ACCESS_TOKEN_MINUTES,
  type AccessClaims,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  TOKEN_TYPE,
} from "../../../runtime/auth/access-token.ts";
import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { DuplicateKeyError } from "../../../runtime/mongo/change.ts";
import type { Secrets } from "../../../runtime/secrets/secrets.ts";
import type { ServiceKit } from "../../../runtime/service.ts";
import type { ApiKeyRow } from "../store/api-key-model.ts";
import type { RoleStore } from "../store/role-store.ts";
import type { AuthenticationMethodName, SessionRow } from "../store/session-model.ts";
import { type SigningKeyRow, signingKeyAbout } from "../store/signing-key-model.ts";
import { SigningKeyStore } from "../store/signing-key-store.ts";
import type { UserRow } from "../store/user-model.ts";
import { permissionsOf } from "./custom-roles.ts";

/** How long a process signs with a key before it looks again which one is active; a retired one verifies far longer. */
const CACHED_MS = 30_000;

/** Minutes that an API key's access token lives. */
const KEY_TOKEN_MINUTES = 5;

/** A signed access token, and when it ends. */
export interface IssuedToken {
  readonly token: string;
  readonly expireTime: Date;
}

interface Signer {
  readonly kid: string;
  readonly key: CryptoKey | Uint8Array;
  readonly untilMs: number;
}

/** A new Ed25519 key pair, as a key row in a given state. */
export function newSigningKey(
  kit: Pick<ServiceKit, "clock" | "newId" | "secrets">,
  state: "PUBLISHED" | "ACTIVE",
): SigningKeyRow {
  const { x = "", d = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const now = kit.clock.now();
  const _id = kit.newId("key");
  const sealedKey = kit.secrets.seal(d, signingKeyAbout(_id));
  const activated = state === "ACTIVE" ? { activateTime: now } : {};
  return { _id, state, x, sealedKey, createTime: now, ...activated };
}

/** Makes the platform's first signing key, if there is none. Of several processes that begin at once, one does. */
export async function ensureSigningKey(
  kit: Pick<ServiceKit, "database" | "commit" | "clock" | "newId" | "secrets">,
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
  readonly #secrets: Secrets;
  readonly #roles: RoleStore;
  #signer: Signer | undefined;

  constructor(keys: SigningKeyStore, clock: Clock, secrets: Secrets, roles: RoleStore) {
    this.#keys = keys;
    this.#clock = clock;
    this.#secrets = secrets;
    this.#roles = roles;
  }

  /**
   * A token for a user's session, and when it ends: after 10 minutes, or with the user's access. `enrolling`: it is good
   * for setting up an authenticator and nothing else.
   */
  async issue(user: UserRow, session: SessionRow, enrolling: boolean): Promise<IssuedToken> {
    // A session that is limited to some roles has none of the customer's own.
    const perms =
      session.roles || enrolling
        ? []
        : await permissionsOf({ roles: this.#roles }, user.customerId, user.customRoleIds);
    const claims = claimsOf(user, session, perms);
    return this.#sign(enrolling ? forEnrolling(claims) : claims, ACCESS_TOKEN_MINUTES, user.accessEndTime);
  }

  /** A token for an API key, and when it ends: after 5 minutes, or with the key. */
  issueForKey(key: ApiKeyRow): Promise<IssuedToken> {
    return this.#sign(keyClaimsOf(key), KEY_TOKEN_MINUTES, key.expireTime);
  }

  /** Signs claims (RFC 9068; AccessClaims) for some minutes, until `end` at the latest. */
  async #sign(
    { sub, ...claims }: AccessClaims,
    minutes: number,
    end: Date | undefined,
  ): Promise<IssuedToken> {
    const now = this.#clock.now();
    const signer = await this.#signerAt(now);
    const issuedS = Math.floor(now.getTime() / 1000);
    const latestS = end ? Math.floor(end.getTime() / 1000) : Number.POSITIVE_INFINITY;
    const expiresS = Math.min(issuedS + minutes * 60, latestS);
    const token = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: signer.kid, typ: TOKEN_TYPE })
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
    const d = this.#secrets.open(row.sealedKey, signingKeyAbout(row._id));
    const jwk: JWK = { kty: "OKP", crv: "Ed25519", x: row.x, d };
    const key = await importJWK(jwk, "EdDSA");
    this.#signer = { kid: row._id, key, untilMs: now.getTime() + CACHED_MS };
    return this.#signer;
  }
}

/** The `amr` claim; the first name goes into the evidence of a signature. */
const AMR: Readonly<Record<AuthenticationMethodName, readonly string[]>> = {
  pwd: ["pwd"],
  otp: ["otp", "pwd", "mfa"],
  link: ["link"],
  sso: ["sso"],
};

const claimsOf = (user: UserRow, session: SessionRow, perms: readonly number[]): AccessClaims => ({
  sub: user._id,
  sid: session._id,
  ...(user.customerId ? { cid: user.customerId } : {}),
  ...(user.employeeId ? { eid: user.employeeId } : {}),
  name: user.displayName,
  email: user.email,
  roles: session.roles ?? user.roles,
  ...(perms.length > 0 ? { perms } : {}),
  amr: AMR[session.authenticationMethod],
});

/** Says nothing that anything could be done with, even where nobody looked at the limit. */
const forEnrolling = ({ eid: _, ...claims }: AccessClaims): AccessClaims => ({
  ...claims,
  roles: [],
  lim: "totp",
});

/** An API key has no session, no address and no roles; whoever made it answers for it. */
const keyClaimsOf = (key: ApiKeyRow): AccessClaims => ({
  sub: key._id,
  sid: key._id,
  cid: key.customerId,
  name: key.name,
  email: "",
  roles: [],
  perms: key.permissions,
  mkr: key.creatorUserId,
  amr: ["api_key"],
});
