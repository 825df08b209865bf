import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Who } from "../../app/session.tsx";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR } = PermissionRole;

/** Who may see frameworks, progress and audits. */
export const COMPLIANCE_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.COMPLIANCE_READ, Permission.COMPLIANCE_MANAGE],
};

/** Who may map policies, add requirements and plan audits. */
export const COMPLIANCE_MANAGERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER],
  permissions: [Permission.COMPLIANCE_MANAGE],
};
