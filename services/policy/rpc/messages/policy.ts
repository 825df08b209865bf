import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type AudienceCondition_Field,
  AudienceConditionSchema,
  type AudienceSchema,
} from "#gen/countersign/common/v1/audience_pb.ts";
import { type PolicySchema, PolicyStatus, PolicyType } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Materiality, type PublishedPolicySchema } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { etagOf } from "../../../../runtime/mongo/revision.ts";
import type { Audience, AudienceCondition, Policy } from "../../domain/policy.ts";
import { ruleMessage } from "./version.ts";

/** A policy on the wire. */
export const policyMessage = (row: Policy): MessageInitShape<typeof PolicySchema> => ({
  id: row._id,
  customerId: row.customerId,
  type: PolicyType[row.type],
  title: row.title,
  summary: row.summary,
  ownerUserId: row.ownerUserId,
  templateId: row.templateId,
  templateVersion: row.templateVersion,
  audience: audienceMessage(row.audience),
  approvalRule: ruleMessage(row.approvalRule),
  rules: { ...row.rules },
  status: PolicyStatus[row.status],
  publishedVersionId: row.inForce?.versionId ?? "",
  publishedVersion: row.inForce?.number ?? 0,
  materialVersion: row.materialVersion,
  ...(row.inForce ? { publishTime: timestampFromDate(row.inForce.publishTime) } : {}),
  openVersionId: row.open?.versionId ?? "",
  openVersionState: row.open ? PolicyVersionState[row.open.state] : PolicyVersionState.UNSPECIFIED,
  latestVersion: row.latestVersion,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  ...(row.archiveTime ? { archiveTime: timestampFromDate(row.archiveTime) } : {}),
  etag: etagOf(row),
  reviewIntervalDays: row.reviewIntervalDays,
  ...(row.reviewDueTime ? { reviewDueTime: timestampFromDate(row.reviewDueTime) } : {}),
  ...(row.reviews[0] ? { lastReviewTime: timestampFromDate(row.reviews[0].time) } : {}),
  revision: BigInt(row.revision),
});

/** What is in force, as other services see it; undefined when nothing is. */
export function publishedPolicyMessage(
  row: Policy,
): MessageInitShape<typeof PublishedPolicySchema> | undefined {
  const { inForce } = row;
  if (!inForce) return undefined;
  return {
    policyId: row._id,
    policyVersionId: inForce.versionId,
    version: inForce.number,
    materialVersion: row.materialVersion,
    title: inForce.title,
    summary: inForce.summary,
    contentSha256: inForce.contentSha256,
    audience: audienceMessage(row.audience),
    materiality: Materiality[inForce.materiality],
    rules: { ...row.rules },
    publishTime: timestampFromDate(inForce.publishTime),
    supersededPolicyVersionId: inForce.supersededVersionId,
    revision: BigInt(row.revision),
    ownerUserId: row.ownerUserId,
    changeNote: inForce.changeNote,
  };
}

const audienceMessage = ({ all, any, none }: Audience): MessageInitShape<typeof AudienceSchema> => ({
  all: all.map(conditionMessage),
  any: any.map(conditionMessage),
  none: none.map(conditionMessage),
});

const conditionMessage = ({ field, values }: AudienceCondition) =>
  create(AudienceConditionSchema, { field: field as AudienceCondition_Field, values: [...values] });
