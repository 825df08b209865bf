import { IconClipboardCheck, IconShieldCheck } from "@tabler/icons-react";
import type { Area } from "../../app/area.ts";
import { COMPLIANCE_READERS } from "./who.ts";

/** Frameworks, their requirements and the policies that serve them, and audits. */
export const compliance: Area = {
  texts: "compliance",
  pages: [
    {
      path: "/compliance",
      who: COMPLIANCE_READERS,
      load: () => import("./overview/overview-page.tsx").then((file) => file.OverviewPage),
    },
    {
      path: "/compliance/$complianceId",
      who: COMPLIANCE_READERS,
      load: () => import("./detail/compliance-page.tsx").then((file) => file.CompliancePage),
    },
    {
      path: "/frameworks/$frameworkId",
      who: COMPLIANCE_READERS,
      load: () => import("./requirements/framework-page.tsx").then((file) => file.FrameworkPage),
    },
    {
      path: "/audits",
      who: COMPLIANCE_READERS,
      load: () => import("./audits/audits-page.tsx").then((file) => file.AuditsPage),
    },
  ],
  nav: [
    {
      to: "/compliance",
      text: "compliance",
      icon: IconShieldCheck,
      group: "assurance",
      who: COMPLIANCE_READERS,
    },
    { to: "/audits", text: "audits", icon: IconClipboardCheck, group: "assurance", who: COMPLIANCE_READERS },
  ],
};
