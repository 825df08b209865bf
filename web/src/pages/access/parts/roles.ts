import { useQuery } from "@connectrpc/connect-query";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Role } from "#gen/countersign/identity/v1/role_pb.ts";
import { useMe } from "../../../app/session.tsx";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR, EMPLOYEE } = PermissionRole;

/** The roles that a customer's user can hold. */
export const CUSTOMER_ROLES: readonly PermissionRole[] = [
  CUSTOMER_ADMIN,
  COMPLIANCE_OFFICER,
  APPROVER,
  HR,
  EXECUTIVE,
  AUDITOR,
  EMPLOYEE,
];

const NONE: readonly Role[] = [];

/** The customer's own roles, 100 at most; none for operators of the platform. */
export function useCustomRoles(): { readonly roles: readonly Role[]; readonly isPending: boolean } {
  const inCustomer = useInCustomer();
  const { data, isPending } = useQuery(
    IdentityService.method.listRoles,
    { pageSize: 200 },
    { enabled: inCustomer },
  );
  return { roles: data?.roles ?? NONE, isPending: inCustomer && isPending };
}

/** Whether users of a customer are meant; otherwise the platform's operators. */
export const useInCustomer = (): boolean => useMe().customerId !== "";
