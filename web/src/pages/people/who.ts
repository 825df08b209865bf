import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Who } from "../../app/session.tsx";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, EXECUTIVE, AUDITOR } = PermissionRole;

/** Who may see employees and groups. */
export const PEOPLE_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.EMPLOYEES_READ, Permission.EMPLOYEES_MANAGE],
};

/** Who may add, change, import and delete them. */
export const PEOPLE_MANAGERS: Who = {
  roles: [CUSTOMER_ADMIN, HR],
  permissions: [Permission.EMPLOYEES_MANAGE],
};

/** Who may see what others have signed. */
export const OBLIGATION_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.ACKNOWLEDGEMENTS_READ, Permission.ACKNOWLEDGEMENTS_MANAGE],
};

/** Who may ask somebody to sign, and remind them. */
export const OBLIGATION_MANAGERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR],
  permissions: [Permission.ACKNOWLEDGEMENTS_MANAGE],
};
