import { toBinary } from "@bufbuild/protobuf";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import {
  type PublishedPolicy,
  PublishedPolicySchema,
} from "#gen/countersign/policy/v1/published_policy_pb.ts";
import type { PolicySnapshot } from "../domain/policy.ts";

/** A policy in force as this service keeps it; rules that are not set mean: required, in the customer's days. */
export function readPolicy(policy: PublishedPolicy): PolicySnapshot {
  const { rules, publishTime } = policy;
  return {
    policyId: policy.policyId,
    text: {
      policyVersionId: policy.policyVersionId,
      version: policy.version,
      title: policy.title,
      contentSha256: policy.contentSha256,
    },
    materialVersion: policy.materialVersion,
    publishTime: publishTime ? timestampDate(publishTime) : new Date(0),
    required: rules?.required ?? true,
    days: {
      newJoinerDays: rules?.newJoinerDays ?? 0,
      manualDays: rules?.manualDays ?? 0,
      newVersionDays: rules?.newVersionDays ?? 0,
      periodicDays: rules?.periodicDays ?? 0,
    },
    policyRevision: Number(policy.revision),
    published: toBinary(PublishedPolicySchema, policy),
  };
}
