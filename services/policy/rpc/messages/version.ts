import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  ApprovalDecision,
  type ApprovalRuleSchema,
  type ApprovalSchema,
} from "#gen/countersign/policy/v1/approval_pb.ts";
import {
  PolicyVersionCause,
  type PolicyVersionSchema,
  PolicyVersionState,
} from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import type { Approval, ApprovalRule } from "../../domain/approval.ts";
import type { Version, VersionHead } from "../../domain/version.ts";

/** An approval rule on the wire. */
export const ruleMessage = (rule: ApprovalRule): MessageInitShape<typeof ApprovalRuleSchema> => ({
  approverUserIds: [...rule.approverUserIds],
  approverRole: rule.approverRole as PermissionRole,
  requiredApprovals: rule.requiredApprovals,
});

/** A decision on the wire. */
export const approvalMessage = (approval: Approval): MessageInitShape<typeof ApprovalSchema> => ({
  ...approval,
  decision: ApprovalDecision[approval.decision],
  time: timestampFromDate(approval.time),
});

/** A version on the wire without texts, also if the row has them. */
export const versionHeadMessage = (row: VersionHead): MessageInitShape<typeof PolicyVersionSchema> => ({
  id: row._id,
  customerId: row.customerId,
  policyId: row.policyId,
  number: row.number,
  state: PolicyVersionState[row.state],
  cause: PolicyVersionCause[row.cause],
  title: row.title,
  summary: row.summary,
  contentSha256: row.contentSha256,
  changeNote: row.changeNote,
  materiality: row.materiality === null ? Materiality.UNSPECIFIED : Materiality[row.materiality],
  materialVersion: row.materialVersion,
  authorUserId: row.authorUserId,
  editorUserIds: [...row.editorUserIds],
  approvals: row.approvals.map(approvalMessage),
  approvalRound: row.approvalRound,
  templateVersion: row.templateVersion,
  unresolvedKeys: [...row.unresolvedKeys],
  conflictCount: row.conflictCount,
  submitterUserId: row.submitterUserId,
  submitComment: row.submitComment,
  policyConfigurationIds: [...row.configurationIds],
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  ...(row.approvalRule ? { approvalRule: ruleMessage(row.approvalRule) } : {}),
  ...(row.submitTime ? { submitTime: timestampFromDate(row.submitTime) } : {}),
  ...(row.approveTime ? { approveTime: timestampFromDate(row.approveTime) } : {}),
  ...(row.publishTime ? { publishTime: timestampFromDate(row.publishTime) } : {}),
  ...(row.endTime ? { endTime: timestampFromDate(row.endTime) } : {}),
});

/** A version on the wire with its texts. */
export const versionMessage = (row: Version): MessageInitShape<typeof PolicyVersionSchema> => ({
  ...versionHeadMessage(row),
  contentMarkdown: row.contentMarkdown,
  renderedMarkdown: row.renderedMarkdown,
});
