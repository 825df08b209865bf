import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { UserPrincipal } from "../../../runtime/auth/principal.ts";
import { failedPrecondition, permissionDenied } from "../../../runtime/errors.ts";
import type { Call } from "../../../runtime/rpc/call.ts";

/** Who may look at any employee. */
export const LEADING = [
  PermissionRole.PLATFORM_ADMIN,
  PermissionRole.CUSTOMER_ADMIN,
  PermissionRole.COMPLIANCE_OFFICER,
  PermissionRole.APPROVER,
  PermissionRole.HR,
  PermissionRole.EXECUTIVE,
  PermissionRole.AUDITOR,
] as const;

/**
 * The employee that a call is about: the one named, or else the one that the caller is. Throws OWN_ONLY when the
 * caller has neither one of the `leading` roles nor PERMISSION_EMPLOYEES_READ and names another, NOT_AN_EMPLOYEE when nobody is named and the caller is none.
 */
export function employeeAskedFor(call: Call, named: string, leading: readonly PermissionRole[]): string {
  const { principal } = call;
  const own = principal.kind === "user" ? principal.employeeId : "";
  if (named === "" && own === "")
    throw failedPrecondition("NOT_AN_EMPLOYEE", "Name an employee: the caller is not linked to one.");
  if (named === "" || named === own) return own;
  if (principal.kind === "service") return named;
  if (principal.kind === "user" && leads(principal, leading)) return named;
  throw permissionDenied("OWN_ONLY", "You may look only at the employee that you are.");
}

const leads = ({ roles, permissions }: UserPrincipal, leading: readonly PermissionRole[]): boolean =>
  leading.some((role) => roles.has(role)) || permissions.has(Permission.EMPLOYEES_READ);
