import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  IdentityProviderCreatedSchema,
  IdentityProviderDeletedSchema,
  IdentityProviderUpdatedSchema,
  LoginLinkedSchema,
  LoginRolesMappedSchema,
  LoginUnlinkedSchema,
} from "#gen/countersign/identity/v1/identity_provider_events_pb.ts";
import { type EventDraft, event } from "../../../runtime/events/event.ts";
import type { IdentityContext } from "../context.ts";
import type { Grants } from "../domain/group-mapping.ts";
import { identityProviderMessage, loginLinkMessage } from "../rpc/identity-provider-messages.ts";
import type { IdentityProviderRow } from "../store/identity-provider-model.ts";
import type { LoginLinkRow } from "../store/login-link-model.ts";
import { redirectUriOf } from "./redirect-uri.ts";

const about = (row: IdentityProviderRow | LoginLinkRow) => ({
  customerId: row.customerId,
  subject: row._id,
});

/** What a login's groups changed in a user's roles. */
export interface RolesMapped {
  readonly groups: readonly string[];
  readonly added: Grants;
  readonly removed: Grants;
}

/** What is told of identity providers and logins; a provider's secret is in none of it. */
export const loginEvents = (context: Pick<IdentityContext, "config">) => {
  const provider = (row: IdentityProviderRow) => ({
    identityProvider: identityProviderMessage(row, redirectUriOf(context, row)),
    revision: BigInt(row.revision),
  });
  return {
    providerCreated: (row: IdentityProviderRow): EventDraft =>
      event(IdentityProviderCreatedSchema, about(row), provider(row)),
    providerUpdated: (row: IdentityProviderRow, changedFields: readonly string[]): EventDraft =>
      event(IdentityProviderUpdatedSchema, about(row), {
        ...provider(row),
        changedFields: [...changedFields].sort(),
      }),
    providerDeleted: (row: IdentityProviderRow): EventDraft =>
      event(IdentityProviderDeletedSchema, about(row), provider(row)),
    linked: (row: LoginLinkRow): EventDraft =>
      event(LoginLinkedSchema, about(row), { link: loginLinkMessage(row) }),
    unlinked: (row: LoginLinkRow): EventDraft =>
      event(LoginUnlinkedSchema, about(row), { link: loginLinkMessage(row) }),
    rolesMapped: (row: LoginLinkRow, { groups, added, removed }: RolesMapped): EventDraft =>
      event(LoginRolesMappedSchema, about(row), {
        link: loginLinkMessage(row),
        groups: [...groups],
        addedRoles: added.roles as PermissionRole[],
        addedCustomRoleIds: [...added.customRoleIds],
        removedRoles: removed.roles as PermissionRole[],
        removedCustomRoleIds: [...removed.customRoleIds],
      }),
  };
};
