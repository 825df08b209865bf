import { IconChecklist, IconRocket } from "@tabler/icons-react";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Area } from "../../app/area.ts";
import type { Who } from "../../app/session.tsx";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR } = PermissionRole;

/** Who may be asked for a decision; a policy's own rule says who is. */
export const DECIDERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE],
  permissions: [Permission.POLICIES_APPROVE],
};

/** Who writes policies, sends them to approvers, and takes them back. */
export const WRITERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER],
  permissions: [Permission.POLICIES_WRITE],
};

/** Who may put an approved version into force. */
export const PUBLISHERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER],
  permissions: [Permission.POLICIES_PUBLISH],
};

/** Who may see how a publication reaches its audience. */
export const ROLLOUT_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.ACKNOWLEDGEMENTS_READ],
};

const POLICY_READERS: Who = {
  roles: [CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR],
  permissions: [Permission.POLICIES_READ],
};

/** What waits for a decision, and where one decides. */
export const approvals: Area = {
  texts: "publishing",
  pages: [
    {
      path: "/approvals",
      who: DECIDERS,
      load: () => import("./queue/approvals-page.tsx").then((file) => file.ApprovalsPage),
    },
    {
      path: "/policies/$policyId/review",
      who: POLICY_READERS,
      load: () => import("./review/review-page.tsx").then((file) => file.ReviewPage),
    },
  ],
  nav: [{ to: "/approvals", text: "approvals", icon: IconChecklist, group: "policies", who: DECIDERS }],
};

/** The way of an approved text into force, and how it reaches its audience. */
export const publishing: Area = {
  texts: "publishing",
  pages: [
    {
      path: "/policies/$policyId/publish",
      who: PUBLISHERS,
      load: () => import("./publish/publish-page.tsx").then((file) => file.PublishPage),
    },
    {
      path: "/rollouts",
      who: ROLLOUT_READERS,
      load: () => import("./rollouts/rollouts-page.tsx").then((file) => file.RolloutsPage),
    },
    {
      path: "/rollouts/$rolloutId",
      who: ROLLOUT_READERS,
      load: () => import("./rollouts/rollout-page.tsx").then((file) => file.RolloutPage),
    },
  ],
  nav: [{ to: "/rollouts", text: "rollouts", icon: IconRocket, group: "policies", who: ROLLOUT_READERS }],
};
