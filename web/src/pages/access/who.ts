import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Who } from "../../app/session.tsx";

const { PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, AUDITOR } = PermissionRole;

/** Who may see users and roles. */
export const USERS_READERS: Who = {
  roles: [PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, AUDITOR],
  permissions: [Permission.USERS_READ, Permission.USERS_MANAGE],
};

/** Who may invite, change and deactivate users. */
export const USERS_MANAGERS: Who = {
  roles: [PLATFORM_ADMIN, CUSTOMER_ADMIN],
  permissions: [Permission.USERS_MANAGE],
};

/** Who may make roles and API keys. */
export const ACCESS_MANAGERS: Who = {
  roles: [CUSTOMER_ADMIN],
  permissions: [Permission.ACCESS_MANAGE],
};

/** Who may choose identity providers: whoever does decides who signs in as whom. */
export const PROVIDER_MANAGERS: Who = { roles: [CUSTOMER_ADMIN] };
