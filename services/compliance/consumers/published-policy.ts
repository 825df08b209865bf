import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Materiality, type PublishedPolicy } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { ComplianceContext } from "../context.ts";

/** The writes that keep a snapshot of a policy in force, whichever event carried it. */
export function learnPublished(
  context: ComplianceContext,
  customerId: string,
  policy: PublishedPolicy,
): Change[] {
  const { policyId, title, materialVersion, publishTime, materiality } = policy;
  const material = materiality === Materiality.MATERIAL && publishTime !== undefined;
  return context.progress.learn(
    customerId,
    policyId,
    { revision: Number(policy.revision), title, standing: "IN_FORCE", materialVersion },
    material ? { materialTime: timestampDate(publishTime) } : {},
  );
}
