import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Who } from "../../app/session.tsx";

const { CUSTOMER_ADMIN, HR } = PermissionRole;

/** Who imports employees. */
export const IMPORTERS: Who = {
  roles: [CUSTOMER_ADMIN, HR],
  permissions: [Permission.EMPLOYEES_MANAGE],
};
