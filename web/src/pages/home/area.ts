import { IconHome } from "@tabler/icons-react";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Area } from "../../app/area.ts";
import type { Who } from "../../app/session.tsx";
import { loadTexts } from "../../app/texts.ts";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR } = PermissionRole;

/** Who works here, rather than only reads and signs. */
const WORKERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR],
  permissions: [
    Permission.POLICIES_READ,
    Permission.POLICIES_WRITE,
    Permission.POLICIES_APPROVE,
    Permission.ACKNOWLEDGEMENTS_READ,
    Permission.ACKNOWLEDGEMENTS_MANAGE,
    Permission.COMPLIANCE_READ,
    Permission.COMPLIANCE_MANAGE,
  ],
};

/** The first page of those who work here: what needs them today, and how things stand. */
export const home: Area = {
  texts: "home",
  pages: [
    {
      path: "/home",
      who: WORKERS,
      load: async () => {
        const [file] = await Promise.all([import("./home-page.tsx"), loadTexts("audit")]); // signatures are told in its words
        return file.HomePage;
      },
    },
  ],
  nav: [{ to: "/home", text: "home", icon: IconHome, group: "home", who: WORKERS }],
};
