import { IconBuildingSkyscraper, IconUserCog } from "@tabler/icons-react";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Area } from "../../app/area.ts";
import type { Who } from "../../app/session.tsx";
import { loadTexts } from "../../app/texts.ts";

/** Who operates the platform, and has entered no customer. */
const who: Who = { roles: [PermissionRole.PLATFORM_ADMIN] };

/** The platform itself: its customers and its operators. */
export const platform: Area = {
  texts: "platform",
  pages: [
    {
      path: "/platform/customers",
      who,
      load: () => import("./customers-page.tsx").then((file) => file.CustomersPage),
    },
    {
      path: "/platform/customers/$customerId",
      who,
      load: () => import("./customer-page.tsx").then((file) => file.CustomerPage),
    },
    {
      path: "/platform/operators",
      who,
      load: async () => {
        const [file] = await Promise.all([import("../access/users/users-page.tsx"), loadTexts("access")]);
        return file.UsersPage;
      },
    },
  ],
  nav: [
    { to: "/platform/customers", text: "customers", icon: IconBuildingSkyscraper, group: "platform", who },
    { to: "/platform/operators", text: "operators", icon: IconUserCog, group: "platform", who },
  ],
};
