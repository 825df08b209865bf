import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { JwkSchema } from "#gen/countersign/identity/v1/jwk_pb.ts";
import {
  AuthenticationMethod,
  type SessionSchema,
  type SessionTokensSchema,
} from "#gen/countersign/identity/v1/session_pb.ts";
import { type UserSchema, UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import type { AuthenticationMethodName, SessionRow } from "../store/session-model.ts";
import type { SigningKeyRow } from "../store/signing-key-model.ts";
import type { UserRow } from "../store/user-model.ts";

/** A user on the wire; nothing of the password. */
export const userMessage = (row: UserRow): MessageInitShape<typeof UserSchema> => ({
  id: row._id,
  customerId: row.customerId,
  email: row.email,
  displayName: row.displayName,
  roles: row.roles as PermissionRole[],
  customRoleIds: row.customRoleIds ?? [],
  ...(row.accessEndTime ? { accessEndTime: timestampFromDate(row.accessEndTime) } : {}),
  employeeId: row.employeeId ?? "",
  status: UserStatus[row.status],
  locale: row.locale,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  ...(row.deactivateTime ? { deactivateTime: timestampFromDate(row.deactivateTime) } : {}),
  ...(row.lastSignInTime ? { lastSignInTime: timestampFromDate(row.lastSignInTime) } : {}),
  etag: etagOf(row),
});

const METHODS: Readonly<Record<AuthenticationMethodName, AuthenticationMethod>> = {
  pwd: AuthenticationMethod.PASSWORD,
  otp: AuthenticationMethod.PASSWORD_AND_CODE,
  link: AuthenticationMethod.MAGIC_LINK,
  sso: AuthenticationMethod.SINGLE_SIGN_ON,
};

/**
 * A session on the wire; nothing of its tokens. `currentId` is the session that the call is made with, if it matters, and
 * `enrolling` whether that one is limited to setting up an authenticator.
 */
export const sessionMessage = (
  row: SessionRow,
  currentId = "",
  enrolling = false,
): MessageInitShape<typeof SessionSchema> => ({
  id: row._id,
  userId: row.userId,
  customerId: row.customerId,
  authenticationMethod: METHODS[row.authenticationMethod],
  createTime: timestampFromDate(row.createTime),
  lastUseTime: timestampFromDate(row.lastUseTime),
  expireTime: timestampFromDate(row.expireTime),
  ...(row.revokeTime ? { revokeTime: timestampFromDate(row.revokeTime) } : {}),
  ipAddress: row.ipAddress,
  userAgent: row.userAgent,
  current: row._id === currentId,
  limitedToRoles: (row.roles ?? []) as PermissionRole[],
  totpEnrollmentDue: enrolling && row._id === currentId,
});

/** What a client holds while signed in. */
export const tokensMessage = (
  access: { readonly token: string; readonly expireTime: Date },
  refreshToken: string,
  session: SessionRow,
): MessageInitShape<typeof SessionTokensSchema> => ({
  accessToken: access.token,
  accessTokenExpireTime: timestampFromDate(access.expireTime),
  refreshToken,
  refreshTokenExpireTime: timestampFromDate(session.expireTime),
});

/** The public half of a signing key (RFC 8037). */
export const jwkMessage = (row: SigningKeyRow): MessageInitShape<typeof JwkSchema> => ({
  kid: row._id,
  kty: "OKP",
  crv: "Ed25519",
  x: row.x,
  alg: "EdDSA",
  use: "sig",
});
