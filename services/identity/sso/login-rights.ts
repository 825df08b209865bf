import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { invalidField } from "../../../runtime/errors.ts";
import { type Call, customerOf } from "../../../runtime/rpc/call.ts";
import { checkMayGrant } from "../access/grants.ts";
import type { IdentityContext } from "../context.ts";
import type { GroupMapping } from "../domain/group-mapping.ts";

/**
 * Throws PERMISSION_NOT_GRANTABLE unless the caller holds what a customer administrator does: whoever chooses an
 * identity provider decides who can sign in as whom. Throws INVALID_FIELD for a mapping to a custom role that the
 * customer doesn't have.
 */
export async function checkMayDecideLogins(
  context: IdentityContext,
  call: Call,
  mappings: readonly GroupMapping[],
): Promise<void> {
  checkMayGrant(call, { roles: [PermissionRole.CUSTOMER_ADMIN] });
  const wanted = [...new Set(mappings.flatMap((mapping) => mapping.customRoleIds))];
  if (wanted.length === 0) return;
  const known = await context.roles.some(customerOf(call), wanted);
  const missing = wanted.find((id) => !known.some((role) => role._id === id));
  if (missing === undefined) return;
  throw invalidField(
    "identity_provider.group_mappings",
    "custom_role",
    `The customer has no role ${missing} of its own.`,
  );
}
