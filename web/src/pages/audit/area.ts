import { IconListDetails } from "@tabler/icons-react";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Area } from "../../app/area.ts";
import type { Who } from "../../app/session.tsx";

const { PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, AUDITOR } = PermissionRole;

/** Who may read the ledger. */
export const LEDGER_READERS: Who = {
  roles: [PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, AUDITOR],
  permissions: [Permission.AUDIT_READ],
};

/** The ledger of everything that happened. */
export const audit: Area = {
  texts: "audit",
  pages: [
    {
      path: "/audit",
      who: LEDGER_READERS,
      load: () => import("./event-log.tsx").then((file) => file.EventLog),
    },
  ],
  nav: [{ to: "/audit", text: "audit", icon: IconListDetails, group: "assurance", who: LEDGER_READERS }],
};
