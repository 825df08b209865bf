import type { ServiceKit } from "../../runtime/service.ts";
import { AuditStore } from "./store/audit-store.ts";
import { CustomerComplianceStore } from "./store/customer-compliance-store.ts";
import { FrameworkStore } from "./store/framework-store.ts";
import { PolicyProgressStore } from "./store/policy-progress-store.ts";
import { RequirementStore } from "./store/requirement-store.ts";

/** The worker that folds counts into customer compliances; nudge it after stirring a policy. */
export const FOLD_PROGRESS = "fold-progress";

/** The live signal after a fold: what customer compliances show has changed. */
export const FOLDED = "compliance.folded";

/** What the compliance service's handlers work with. */
export interface ComplianceContext extends ServiceKit {
  readonly frameworks: FrameworkStore;
  readonly requirements: RequirementStore;
  readonly compliances: CustomerComplianceStore;
  readonly progress: PolicyProgressStore;
  readonly audits: AuditStore;
}

/** Builds the context on the runtime's kit; tests override parts by spreading. */
export const createContext = (kit: ServiceKit): ComplianceContext => ({
  ...kit,
  frameworks: new FrameworkStore(kit.database),
  requirements: new RequirementStore(kit.database),
  compliances: new CustomerComplianceStore(kit.database),
  progress: new PolicyProgressStore(kit.database),
  audits: new AuditStore(kit.database),
});
