import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Who } from "../../app/session.tsx";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, EXECUTIVE, AUDITOR } = PermissionRole;

/** Who may see everybody's acknowledgements. */
export const ACKNOWLEDGEMENT_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.ACKNOWLEDGEMENTS_READ, Permission.ACKNOWLEDGEMENTS_MANAGE],
};

/** Who may remind and cancel. */
export const ACKNOWLEDGEMENT_MANAGERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR],
  permissions: [Permission.ACKNOWLEDGEMENTS_MANAGE],
};
