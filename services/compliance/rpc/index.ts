import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { ComplianceContext } from "../context.ts";
import { completeAudit } from "./complete-audit.ts";
import { createCustomerCompliance } from "./create-customer-compliance.ts";
import { createRequirement } from "./create-requirement.ts";
import { deleteRequirement } from "./delete-requirement.ts";
import { getCustomerCompliance } from "./get-customer-compliance.ts";
import { getFramework } from "./get-framework.ts";
import { getFrameworkCoverage } from "./get-framework-coverage.ts";
import { listAudits } from "./list-audits.ts";
import { listCustomerCompliances } from "./list-customer-compliances.ts";
import { listFrameworks } from "./list-frameworks.ts";
import { listRequirements } from "./list-requirements.ts";
import { mapPolicy } from "./map-policy.ts";
import { scheduleAudit } from "./schedule-audit.ts";
import { unmapPolicy } from "./unmap-policy.ts";
import { updateCustomerCompliance } from "./update-customer-compliance.ts";
import { updateRequirement } from "./update-requirement.ts";
import { watchCustomerCompliance } from "./watch-customer-compliance.ts";

/** The compliance service: one line per RPC. */
export const complianceRpc = (context: ComplianceContext): Implementation =>
  implement(ComplianceService, context, {
    listFrameworks,
    getFramework,
    getFrameworkCoverage,
    createRequirement,
    updateRequirement,
    deleteRequirement,
    listRequirements,
    createCustomerCompliance,
    getCustomerCompliance,
    listCustomerCompliances,
    updateCustomerCompliance,
    mapPolicy,
    unmapPolicy,
    watchCustomerCompliance,
    scheduleAudit,
    completeAudit,
    listAudits,
  });
