import type { MessageInitShape } from "@bufbuild/protobuf";
import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  PolicyApprovalRecordedSchema,
  PolicyArchivedSchema,
  PolicyConfigurationActivatedSchema,
  PolicyConfigurationProposedSchema,
  PolicyConfigurationRejectedSchema,
  PolicyCreatedSchema,
  PolicyDraftCreatedSchema,
  PolicyPublishedSchema,
  PolicyRejectedSchema,
  PolicyRenewedSchema,
  PolicyReviewDueSchema,
  PolicySubmittedSchema,
  PolicyUpdatedSchema,
  PolicyWithdrawnSchema,
  TemplateArchivedSchema,
  TemplateVersionPublishedSchema,
} from "#gen/countersign/policy/v1/policy_events_pb.ts";
import {
  PolicyVersionCause,
  type PolicyVersionSchema,
} from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { type EventDraft, event } from "../../runtime/events/event.ts";
import type { Activation } from "./domain/activation.ts";
import { awaitingUnder } from "./domain/awaiting.ts";
import type { Configuration } from "./domain/configuration.ts";
import { type Decided, ruleOf } from "./domain/decision.ts";
import type { InForce, Policy } from "./domain/policy.ts";
import type { Review } from "./domain/review.ts";
import { ableApprovers } from "./domain/submission.ts";
import type { Template, TemplateVersionHead } from "./domain/template.ts";
import type { VersionCause, VersionHead } from "./domain/version.ts";
import { configurationMessage } from "./rpc/messages/configuration.ts";
import { policyMessage, publishedPolicyMessage } from "./rpc/messages/policy.ts";
import { reviewMessage } from "./rpc/messages/review.ts";
import { templateMessage, templateVersionMessage } from "./rpc/messages/template.ts";
import { approvalMessage, versionHeadMessage } from "./rpc/messages/version.ts";

const about = (row: { readonly _id: string; readonly customerId: string }) => ({
  customerId: row.customerId,
  subject: row._id,
});

/** A version as events carry it: without texts, with the current round's decisions, without their comments. */
const versionInEvent = (version: VersionHead): MessageInitShape<typeof PolicyVersionSchema> =>
  versionHeadMessage({
    ...version,
    approvals: version.approvals
      .filter((approval) => approval.round === version.approvalRound)
      .map((approval) => ({ ...approval, comment: "" })),
  });

/** What an update of a policy tells beside the policy. */
export interface PolicyUpdate {
  readonly changedFields: readonly string[];
  readonly open: VersionHead | undefined;
  readonly approvalsVoided: boolean;
}

/** All that this service tells others; each event carries what its consumers need without calling back. */
export const events = {
  templateVersionPublished: (template: Template, version: TemplateVersionHead): EventDraft =>
    event(TemplateVersionPublishedSchema, about(template), {
      template: templateMessage(template),
      version: { ...templateVersionMessage(version, template), contentMarkdown: "" },
    }),
  templateArchived: (template: Template): EventDraft =>
    event(TemplateArchivedSchema, about(template), { template: templateMessage(template) }),

  policyCreated: (policy: Policy, version: VersionHead): EventDraft =>
    event(PolicyCreatedSchema, about(policy), {
      policy: policyMessage(policy),
      version: versionInEvent(version),
    }),
  policyUpdated: (policy: Policy, { changedFields, open, approvalsVoided }: PolicyUpdate): EventDraft => {
    const published = publishedPolicyMessage(policy);
    return event(PolicyUpdatedSchema, about(policy), {
      policy: policyMessage(policy),
      changedFields: [...changedFields],
      ...(open ? { openVersion: versionInEvent(open) } : {}),
      approvalsVoided,
      ...(published ? { published } : {}),
    });
  },
  draftCreated: (policy: Policy, version: VersionHead): EventDraft =>
    event(PolicyDraftCreatedSchema, about(policy), {
      policy: policyMessage(policy),
      version: versionInEvent(version),
    }),
  submitted: (policy: Policy, version: VersionHead, comment: string): EventDraft => {
    const rule = ruleOf(version);
    return event(PolicySubmittedSchema, about(policy), {
      policy: policyMessage(policy),
      version: versionInEvent(version),
      approverUserIds: ableApprovers(version, rule),
      approverRole: rule.approverRole as PermissionRole,
      requiredApprovals: rule.requiredApprovals,
      submitterUserId: version.submitterUserId,
      comment,
    });
  },
  approvalRecorded: (policy: Policy, decided: Decided<VersionHead>): EventDraft =>
    event(PolicyApprovalRecordedSchema, about(policy), {
      policy: policyMessage(policy),
      version: versionInEvent(decided.version),
      approval: approvalMessage(decided.approval),
      approvals: decided.approvals,
      requiredApprovals: decided.required,
      complete: decided.version.state === "APPROVED",
    }),
  rejected: (policy: Policy, decided: Decided<VersionHead>): EventDraft =>
    event(PolicyRejectedSchema, about(policy), {
      policy: policyMessage(policy),
      version: versionInEvent(decided.version),
      approval: approvalMessage(decided.approval),
      submitterUserId: decided.version.submitterUserId,
    }),
  withdrawn: (policy: Policy, version: VersionHead, userId: string, comment: string): EventDraft =>
    event(PolicyWithdrawnSchema, about(policy), {
      policy: policyMessage(policy),
      version: versionInEvent(version),
      userId,
      comment,
    }),
  renewed: (policy: Policy, review: Review): EventDraft =>
    event(PolicyRenewedSchema, about(policy), {
      policy: policyMessage(policy),
      review: reviewMessage(review),
    }),
  reviewDue: (policy: Policy, daysUntilDue: number): EventDraft =>
    event(PolicyReviewDueSchema, about(policy), { policy: policyMessage(policy), daysUntilDue }),
  published: (policy: Policy, cause: VersionCause): EventDraft => {
    const published = publishedPolicyMessage(policy);
    return event(PolicyPublishedSchema, about(policy), {
      ...(published ? { policy: published } : {}),
      cause: PolicyVersionCause[cause],
    });
  },
  archived: (policy: Policy, inForce: InForce | null): EventDraft =>
    event(PolicyArchivedSchema, about(policy), {
      policyId: policy._id,
      title: policy.title,
      policyVersionId: inForce?.versionId ?? "",
      materialVersion: inForce ? policy.materialVersion : 0,
      revision: BigInt(policy.revision),
    }),

  configurationProposed: (policy: Policy, configuration: Configuration): EventDraft => {
    const waiting = awaitingUnder(policy.approvalRule, [configuration.proposerUserId]);
    return event(PolicyConfigurationProposedSchema, about(configuration), {
      configuration: configurationMessage(configuration),
      policyTitle: policy.title,
      approverUserIds: [...waiting.userIds],
      approverRole: waiting.role as PermissionRole,
    });
  },
  configurationActivated: ({ policy, configuration, published, open, ...facts }: Activation): EventDraft =>
    event(PolicyConfigurationActivatedSchema, about(configuration), {
      configuration: configurationMessage(configuration),
      policyTitle: policy.title,
      publishedVersionId: published?._id ?? "",
      openVersionId: facts.openRendered ? (open?._id ?? "") : "",
      approvalsVoided: facts.approvalsVoided,
      materiality: published?.materiality ? Materiality[published.materiality] : Materiality.UNSPECIFIED,
      policyRevision: BigInt(policy.revision),
    }),
  configurationRejected: (policy: Policy, configuration: Configuration): EventDraft =>
    event(PolicyConfigurationRejectedSchema, about(configuration), {
      configuration: configurationMessage(configuration),
      policyTitle: policy.title,
    }),
};
