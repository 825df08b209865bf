import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { onAcknowledgementSigned } from "./consumers/on-acknowledgement-signed.ts";
import { onAssignmentsAdded } from "./consumers/on-assignments-added.ts";
import { onAssignmentsRemoved } from "./consumers/on-assignments-removed.ts";
import { onAudienceMatched } from "./consumers/on-audience-matched.ts";
import { onEmployeeDeactivated } from "./consumers/on-employee-deactivated.ts";
import { onEmployeeDeleted } from "./consumers/on-employee-deleted.ts";
import { onEmployeeReactivated } from "./consumers/on-employee-reactivated.ts";
import { onEmployeeUpdated } from "./consumers/on-employee-updated.ts";
import { onPolicyArchived } from "./consumers/on-policy-archived.ts";
import { onPolicyPublished } from "./consumers/on-policy-published.ts";
import { onPolicyUpdated } from "./consumers/on-policy-updated.ts";
import { createContext } from "./context.ts";
import { countRollouts } from "./jobs/count-rollouts.ts";
import { remindAndEscalate } from "./jobs/remind-and-escalate.ts";
import { replanCustomers } from "./jobs/replan-customers.ts";
import { requestRenewals } from "./jobs/request-renewals.ts";
import { sweepPolicies } from "./jobs/sweep-policies.ts";
import { acknowledgementRpc } from "./rpc/index.ts";
import { digestModel } from "./store/digest-model.ts";
import { fillSearchKeys } from "./store/fill-search-keys.ts";
import { obligationModel } from "./store/obligation-model.ts";
import { personModel } from "./store/person-model.ts";
import { policyModel } from "./store/policy-model.ts";
import { receiptKeyModel } from "./store/receipt-key-model.ts";
import { removalModel } from "./store/removal-model.ts";
import { replanModel } from "./store/replan-model.ts";
import { rolloutModel } from "./store/rollout-model.ts";
import { sealReceiptKeys } from "./store/seal-receipt-keys.ts";

/** Who must sign which policy by when, who did, and the proof of it. */
export const acknowledgementModule: ServiceModule = {
  name: "acknowledgement",
  service: AcknowledgementService,
  models: (database) => [
    obligationModel(database),
    policyModel(database),
    rolloutModel(database),
    personModel(database),
    removalModel(database),
    digestModel(database),
    replanModel(database),
    receiptKeyModel(database),
  ],
  migrations: [sealReceiptKeys, fillSearchKeys],
  create: (kit) => {
    const context = createContext(kit);
    const replan = async (customerId: string) => ({ changes: [context.replans.begin(customerId)] });
    return {
      implementation: acknowledgementRpc(context),
      consumers: [
        ...kit.tenants.handlers({ onUndeleted: replan, onSettingsUpdated: replan }),
        onAssignmentsAdded(context),
        onAssignmentsRemoved(context),
        onAudienceMatched(context),
        onPolicyPublished(context),
        onPolicyUpdated(context),
        onPolicyArchived(context),
        onEmployeeUpdated(context),
        onEmployeeDeactivated(context),
        onEmployeeReactivated(context),
        onEmployeeDeleted(context),
        onAcknowledgementSigned(context),
      ],
      jobs: [remindAndEscalate(context), requestRenewals(context)],
      workers: [countRollouts(context), sweepPolicies(context), replanCustomers(context)],
    };
  },
};
