import { IconFileText, IconTemplate } from "@tabler/icons-react";
import type { Area } from "../../app/area.ts";
import { POLICY_READERS, POLICY_WRITERS, TEMPLATE_READERS } from "./who.ts";

/** Policies from the first word to the archive, and the templates that they begin from. */
export const policies: Area = {
  texts: "policies",
  pages: [
    {
      path: "/policies",
      who: POLICY_READERS,
      load: () => import("./list/policies-page.tsx").then((file) => file.PoliciesPage),
    },
    {
      path: "/policies/new",
      who: POLICY_WRITERS,
      load: () => import("./new/new-policy-page.tsx").then((file) => file.NewPolicyPage),
    },
    {
      path: "/policies/$policyId",
      who: POLICY_READERS,
      load: () => import("./overview/policy-page.tsx").then((file) => file.PolicyPage),
    },
    {
      path: "/policies/$policyId/edit",
      who: POLICY_WRITERS,
      load: () => import("./edit/edit-page.tsx").then((file) => file.EditPage),
    },
    {
      path: "/policies/$policyId/versions",
      who: POLICY_READERS,
      load: () => import("./versions/versions-page.tsx").then((file) => file.VersionsPage),
    },
    {
      path: "/policies/$policyId/configurations",
      who: POLICY_READERS,
      load: () => import("./configurations/configurations-page.tsx").then((file) => file.ConfigurationsPage),
    },
    {
      path: "/templates",
      who: TEMPLATE_READERS,
      load: () => import("./templates/templates-page.tsx").then((file) => file.TemplatesPage),
    },
    {
      path: "/templates/$templateId",
      who: TEMPLATE_READERS,
      load: () => import("./templates/template-page.tsx").then((file) => file.TemplatePage),
    },
  ],
  nav: [
    { to: "/policies", text: "policies", icon: IconFileText, group: "policies", who: POLICY_READERS },
    { to: "/templates", text: "templates", icon: IconTemplate, group: "policies", who: TEMPLATE_READERS },
  ],
};
