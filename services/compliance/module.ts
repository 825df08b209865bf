import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { onAcknowledgementSigned } from "./consumers/on-acknowledgement-signed.ts";
import { onAcknowledgementsCancelled } from "./consumers/on-acknowledgements-cancelled.ts";
import { onAcknowledgementsRequested } from "./consumers/on-acknowledgements-requested.ts";
import { onPolicyArchived } from "./consumers/on-policy-archived.ts";
import { onPolicyPublished } from "./consumers/on-policy-published.ts";
import { onPolicyUpdated } from "./consumers/on-policy-updated.ts";
import { createContext } from "./context.ts";
import { foldProgress } from "./jobs/fold-progress.ts";
import { reconcileCounts } from "./jobs/reconcile-counts.ts";
import { complianceRpc } from "./rpc/index.ts";
import { auditModel } from "./store/audit-model.ts";
import { customerComplianceModel } from "./store/customer-compliance-model.ts";
import { frameworkModel } from "./store/framework-model.ts";
import { policyProgressModel } from "./store/policy-progress-model.ts";
import { requirementModel } from "./store/requirement-model.ts";
import { shippedFrameworks } from "./store/seed-frameworks.ts";

/** Frameworks, requirements, and how far customers are with them. */
export const complianceModule: ServiceModule = {
  name: "compliance",
  service: ComplianceService,
  models: (database) => [
    frameworkModel(database),
    requirementModel(database),
    customerComplianceModel(database),
    policyProgressModel(database),
    auditModel(database),
  ],
  migrations: [shippedFrameworks],
  create: (kit) => {
    const context = createContext(kit);
    return {
      implementation: complianceRpc(context),
      consumers: [
        ...kit.tenants.handlers(),
        onPolicyPublished(context),
        onPolicyUpdated(context),
        onPolicyArchived(context),
        onAcknowledgementsRequested(context),
        onAcknowledgementSigned(context),
        onAcknowledgementsCancelled(context),
      ],
      jobs: [reconcileCounts(context)],
      workers: [foldProgress(context)],
    };
  },
};
