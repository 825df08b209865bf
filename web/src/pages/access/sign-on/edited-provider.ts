import type { MessageInitShape } from "@bufbuild/protobuf";
import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type {
  IdentityProvider,
  IdentityProviderSchema,
} from "#gen/countersign/identity/v1/identity_provider_pb.ts";

/** What members of a group may do. */
export interface EditedMapping {
  readonly group: string;
  readonly roles: readonly PermissionRole[];
  readonly customRoleIds: readonly string[];
}

/** What of an identity provider can be edited. */
export interface EditedProvider {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Empty: the one that is stored stays. */
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly emailDomains: readonly string[];
  readonly groupClaim: string;
  readonly groupMappings: readonly EditedMapping[];
  readonly createUsers: boolean;
  readonly enforced: boolean;
  readonly administratorsEnforced: boolean;
  readonly enabled: boolean;
}

/** A provider as it is edited. */
export const editedOf = (provider: IdentityProvider): EditedProvider => ({
  name: provider.name,
  issuer: provider.issuer,
  clientId: provider.clientId,
  clientSecret: "",
  scopes: provider.scopes,
  emailDomains: provider.emailDomains,
  groupClaim: provider.groupClaim,
  groupMappings: provider.groupMappings.map(({ group, roles, customRoleIds }) => ({
    group,
    roles,
    customRoleIds,
  })),
  createUsers: provider.createUsers,
  enforced: provider.enforced,
  administratorsEnforced: provider.administratorsEnforced,
  enabled: provider.enabled,
});

/** The provider to send. */
export const messageOf = (
  id: string,
  edited: EditedProvider,
): MessageInitShape<typeof IdentityProviderSchema> => ({
  ...edited,
  id,
  name: edited.name.trim(),
  issuer: edited.issuer.trim(),
  clientId: edited.clientId.trim(),
  groupClaim: edited.groupClaim.trim(),
  scopes: [...edited.scopes],
  emailDomains: [...edited.emailDomains],
  groupMappings: edited.groupMappings.map(({ group, roles, customRoleIds }) => ({
    group: group.trim(),
    roles: [...roles],
    customRoleIds: [...customRoleIds],
  })),
});

/** The fields to change: all but the issuer, which never changes, and the secret only when there is a new one. */
export const pathsOf = ({ clientSecret }: EditedProvider): string[] => [
  "name",
  "client_id",
  "scopes",
  "email_domains",
  "group_claim",
  "group_mappings",
  "create_users",
  "enforced",
  "administrators_enforced",
  "enabled",
  ...(clientSecret === "" ? [] : ["client_secret"]),
];
