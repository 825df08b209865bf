import { IconSend } from "@tabler/icons-react";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Area } from "../../app/area.ts";
import type { Who } from "../../app/session.tsx";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, AUDITOR } = PermissionRole;

/** Who may see what was sent to whom. */
export const DELIVERY_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, AUDITOR],
  permissions: [Permission.NOTIFICATIONS_READ, Permission.NOTIFICATIONS_MANAGE],
};

/** Who may have a failed message sent again. */
export const DELIVERY_MANAGERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR],
  permissions: [Permission.NOTIFICATIONS_MANAGE],
};

/** Every message to people: whether it arrived, and why not. */
export const deliveries: Area = {
  texts: "deliveries",
  pages: [
    {
      path: "/deliveries",
      who: DELIVERY_READERS,
      load: () => import("./deliveries-page.tsx").then((file) => file.DeliveriesPage),
    },
  ],
  nav: [{ to: "/deliveries", text: "deliveries", icon: IconSend, group: "assurance", who: DELIVERY_READERS }],
};
