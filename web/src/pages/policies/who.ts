import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Who } from "../../app/session.tsx";

const { PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR } =
  PermissionRole;

/** Who may read policies and their versions. */
export const POLICY_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.POLICIES_READ],
};

/** Who may write them, and send them to approvers. */
export const POLICY_WRITERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER],
  permissions: [Permission.POLICIES_WRITE],
};

/** Who may put an approved version into force. */
export const POLICY_PUBLISHERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER],
  permissions: [Permission.POLICIES_PUBLISH],
};

/** Who may decide, if the approval rule names them. */
export const POLICY_APPROVERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE],
  permissions: [Permission.POLICIES_APPROVE],
};

/** Who may see how many have signed. */
export const SIGNATURE_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.ACKNOWLEDGEMENTS_READ],
};

/** Who may see which requirements a policy serves. */
export const REQUIREMENT_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.COMPLIANCE_READ],
};

/** Who may see other users' names. */
export const USER_READERS: Who = {
  roles: [PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, AUDITOR],
  permissions: [Permission.USERS_READ],
};

/** Who may read templates. */
export const TEMPLATE_READERS: Who = {
  roles: [PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.TEMPLATES_READ],
};

/** Who may write templates: operators the platform's, others their company's. */
export const TEMPLATE_WRITERS: Who = {
  roles: [PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER],
  permissions: [Permission.TEMPLATES_MANAGE],
};
