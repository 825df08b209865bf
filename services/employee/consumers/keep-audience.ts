import { isDeepStrictEqual } from "node:util";
import type { PublishedPolicy } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import type { Effect } from "../../../runtime/events/consumer.ts";
import type { EmployeeContext } from "../context.ts";
import { audienceOf } from "../rpc/audience-message.ts";
import { policyInForce, snapshotOf } from "../rpc/policies-in-force.ts";

/**
 * Keeps what is newest about a policy in force. Everyone is matched anew after a publication, and when who must sign
 * has changed. A snapshot that is not newer than the known one, or of an archived
 * policy, is of no interest.
 */
export async function keepAudience(
  context: EmployeeContext,
  customerId: string,
  policy: PublishedPolicy,
  publication: boolean,
): Promise<Effect | undefined> {
  const policyRevision = Number(policy.revision);
  const known = await context.audiences.find(customerId, policy.policyId);
  const fields = { snapshot: snapshotOf(policy), policyRevision, archived: false };
  if (!known) {
    return { changes: [context.audiences.insert({ _id: policy.policyId, customerId, ...fields })] };
  }
  if (known.archived || known.policyRevision >= policyRevision) return undefined;
  const before = policyInForce(known);
  const rescan =
    publication ||
    before.materialVersion !== policy.materialVersion ||
    before.required !== (policy.rules?.required ?? true) ||
    !isDeepStrictEqual(before.audience, audienceOf(policy.audience));
  return { changes: [context.audiences.replace(known, fields, rescan)] };
}
