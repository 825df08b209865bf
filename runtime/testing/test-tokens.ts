import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";
import type { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  ACCESS_TOKEN_MINUTES,
  type AccessClaims,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from "../auth/access-token.ts";
import type { Clock } from "../clock.ts";

/** A user that a test acts as. */
export interface TestUser {
  readonly userId: string;
  /** Empty for platform operators. */
  readonly customerId: string;
  readonly employeeId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly PermissionRole[];
  /** What custom roles, or the API key, allow. Default: nothing. */
  readonly permissions?: readonly Permission[];
  /** Who made the API key that acts; unset for a person. */
  readonly apiKeyMaker?: string;
  /** The session is limited to setting up an authenticator. */
  readonly enrolling?: true;
}

/** Signs access tokens as the identity service would, with a key of its own. */
export class TestTokens {
  readonly #clock: Clock;
  readonly #pair = generateKeyPair("EdDSA", { extractable: true });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The key set to verify with. */
  jwks = async (): Promise<JSONWebKeySet> => {
    const { publicKey } = await this.#pair;
    return { keys: [{ ...(await exportJWK(publicKey)), kid: "test", alg: "EdDSA", use: "sig" }] };
  };

  /** A token for a user, valid for ten minutes by the test's clock. */
  async issue(user: TestUser): Promise<string> {
    const nowS = Math.floor(this.#clock.now().getTime() / 1000);
    const claims: Omit<AccessClaims, "sub"> = {
      sid: "ses_00000000000000000000000000",
      ...(user.customerId ? { cid: user.customerId } : {}),
      ...(user.employeeId ? { eid: user.employeeId } : {}),
      name: user.name,
      email: user.email,
      roles: user.roles,
      ...(user.permissions ? { perms: user.permissions } : {}),
      ...(user.apiKeyMaker ? { mkr: user.apiKeyMaker } : {}),
      ...(user.enrolling ? { lim: "totp" } : {}),
      amr: [user.apiKeyMaker ? "api_key" : "pwd"],
    };
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "EdDSA", kid: "test", typ: "at+jwt" })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(user.userId)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + ACCESS_TOKEN_MINUTES * 60)
      .sign((await this.#pair).privateKey);
  }
}
