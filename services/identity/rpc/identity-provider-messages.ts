import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type {
  IdentityProviderSchema,
  LoginLinkSchema,
} from "#gen/countersign/identity/v1/identity_provider_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import type { IdentityProviderRow } from "../store/identity-provider-model.ts";
import type { LoginLinkRow } from "../store/login-link-model.ts";

/** An identity provider on the wire; nothing of its secret. */
export const identityProviderMessage = (
  row: IdentityProviderRow,
  redirectUri: string,
): MessageInitShape<typeof IdentityProviderSchema> => ({
  id: row._id,
  customerId: row.customerId,
  name: row.name,
  issuer: row.issuer,
  clientId: row.clientId,
  hasClientSecret: row.sealedSecret !== "",
  scopes: [...row.scopes],
  emailDomains: [...row.emailDomains],
  groupClaim: row.groupClaim,
  groupMappings: row.groupMappings.map(({ group, roles, customRoleIds }) => ({
    group,
    roles: [...roles] as PermissionRole[],
    customRoleIds: [...customRoleIds],
  })),
  createUsers: row.createUsers,
  enforced: row.enforced,
  administratorsEnforced: row.administratorsEnforced,
  enabled: row.enabled,
  redirectUri,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  etag: etagOf(row),
});

/** A link between a user and a person at a provider. */
export const loginLinkMessage = (row: LoginLinkRow): MessageInitShape<typeof LoginLinkSchema> => ({
  id: row._id,
  customerId: row.customerId,
  userId: row.userId,
  identityProviderId: row.providerId,
  issuer: row.issuer,
  subject: row.subject,
  email: row.email,
  createTime: timestampFromDate(row.createTime),
});
