import type { Change } from "../../../runtime/mongo/change.ts";
import type { ComplianceContext } from "../context.ts";
import { PLATFORM } from "../domain/requirement.ts";
import type { CustomerComplianceRow } from "../store/customer-compliance-model.ts";

/** What a customer compliance is about. */
export interface Target
  extends Pick<CustomerComplianceRow, "targetKind" | "targetId" | "frameworkId" | "title"> {
  /** The writes that keep it from being deleted while it is tracked. */
  readonly changes: readonly Change[];
}

/** Finds a target that the customer sees. Throws FRAMEWORK_NOT_FOUND or REQUIREMENT_NOT_FOUND. */
export async function findTarget(
  context: ComplianceContext,
  customerId: string,
  targetKind: CustomerComplianceRow["targetKind"],
  targetId: string,
): Promise<Target> {
  if (targetKind === "framework") {
    const { title } = await context.frameworks.getForPlatform(targetId);
    return { targetKind, targetId, frameworkId: targetId, title, changes: [] };
  }
  const requirement = await context.requirements.get(customerId, targetId);
  const { frameworkId, title } = requirement;
  const changes = requirement.customerId === PLATFORM ? [] : [context.requirements.track(requirement)];
  return { targetKind, targetId, frameworkId, title, changes };
}
