import { IconSettings } from "@tabler/icons-react";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Area } from "../../app/area.ts";
import type { Who } from "../../app/session.tsx";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, AUDITOR } = PermissionRole;

/** Who may see how the company works; SETTINGS_EDITORS may change it. */
export const SETTINGS_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, AUDITOR],
  permissions: [Permission.SETTINGS_READ, Permission.SETTINGS_MANAGE],
};

/** Who may change it. */
export const SETTINGS_EDITORS: Who = {
  roles: [CUSTOMER_ADMIN],
  permissions: [Permission.SETTINGS_MANAGE],
};

/** Who may see the subscription. */
const SUBSCRIBERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, AUDITOR],
  permissions: [Permission.SETTINGS_READ],
};

const who = SETTINGS_READERS;

/** How a company works: calendar, reminders, wording, subscription. */
export const settings: Area = {
  texts: "settings",
  pages: [
    { path: "/settings", who, load: () => import("./calendar-page.tsx").then((file) => file.CalendarPage) },
    {
      path: "/settings/reminders",
      who,
      load: () => import("./reminders-page.tsx").then((file) => file.RemindersPage),
    },
    {
      path: "/settings/wording",
      who,
      load: () => import("./wording-page.tsx").then((file) => file.WordingPage),
    },
    {
      path: "/settings/subscription",
      who: SUBSCRIBERS,
      load: () => import("./subscription-page.tsx").then((file) => file.SubscriptionPage),
    },
  ],
  nav: [{ to: "/settings", text: "settings", icon: IconSettings, group: "administration", who }],
};
