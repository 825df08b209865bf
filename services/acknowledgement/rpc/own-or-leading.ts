import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { notFound } from "../../../runtime/errors.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { Obligation } from "../domain/obligation.ts";

const OWN_ONLY: ReadonlySet<PermissionRole> = new Set([PermissionRole.EMPLOYEE, PermissionRole.APPROVER]);

/**
 * Throws ACKNOWLEDGEMENT_NOT_FOUND for others' obligations when the caller holds only EMPLOYEE or APPROVER, and neither a
 * role of the customer's own nor an API key that allows reading everybody's.
 */
export function checkMaySee(call: Call, row: Obligation): void {
  const { principal } = call;
  if (principal.kind !== "user") return;
  const leading =
    [...principal.roles].some((role) => !OWN_ONLY.has(role)) ||
    principal.permissions.has(Permission.ACKNOWLEDGEMENTS_READ);
  if (!leading && principal.employeeId !== row.employeeId) throw notFound("acknowledgement", row._id);
}
