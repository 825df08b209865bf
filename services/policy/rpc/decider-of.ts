import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { type Call, personOf } from "../../../runtime/rpc/call.ts";
import type { Decider } from "../domain/approval.ts";

/**
 * The caller as one who decides: a person. A role of the customer's own that allows approving counts as APPROVER where
 * a rule asks for that role. Throws USER_REQUIRED for API keys: no program decides.
 */
export function deciderOf(call: Call): Decider {
  const { userId, roles, permissions } = personOf(call);
  return permissions.has(Permission.POLICIES_APPROVE)
    ? { userId, roles: new Set([...roles, PermissionRole.APPROVER]) }
    : { userId, roles };
}
