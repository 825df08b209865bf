import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { onAccountChanged } from "./consumers/on-account-changed.ts";
import { onAccountLinkWanted } from "./consumers/on-account-link-wanted.ts";
import { onAcknowledgementSigned } from "./consumers/on-acknowledgement-signed.ts";
import { onAcknowledgementsCancelled } from "./consumers/on-acknowledgements-cancelled.ts";
import { onAcknowledgementsEscalated } from "./consumers/on-acknowledgements-escalated.ts";
import { onAcknowledgementsReminded } from "./consumers/on-acknowledgements-reminded.ts";
import { onAcknowledgementsRequested } from "./consumers/on-acknowledgements-requested.ts";
import { onEmployeeChanged } from "./consumers/on-employee-changed.ts";
import { onEmployeeImportFinished } from "./consumers/on-employee-import-finished.ts";
import { onPolicyApprovalRecorded } from "./consumers/on-policy-approval-recorded.ts";
import { onPolicyArchived } from "./consumers/on-policy-archived.ts";
import { onPolicyConfigurationDecided } from "./consumers/on-policy-configuration-decided.ts";
import { onPolicyConfigurationProposed } from "./consumers/on-policy-configuration-proposed.ts";
import { onPolicyPublished } from "./consumers/on-policy-published.ts";
import { onPolicyRejected } from "./consumers/on-policy-rejected.ts";
import { onPolicyRenewed } from "./consumers/on-policy-renewed.ts";
import { onPolicyReviewDue } from "./consumers/on-policy-review-due.ts";
import { onPolicySubmitted } from "./consumers/on-policy-submitted.ts";
import { onPolicyUpdated } from "./consumers/on-policy-updated.ts";
import { onPolicyWithdrawn } from "./consumers/on-policy-withdrawn.ts";
import { onUserChanged } from "./consumers/on-user-changed.ts";
import { createContext } from "./context.ts";
import { failAbandonedDeliveries } from "./jobs/fail-abandoned-deliveries.ts";
import { forgetSettled } from "./jobs/forget-settled.ts";
import { releaseHeldDeliveries } from "./jobs/release-held-deliveries.ts";
import { sendDeliveries } from "./jobs/send-deliveries.ts";
import { createMailer } from "./mail/create-mailer.ts";
import { notificationRpc } from "./rpc/index.ts";
import { deliveryModel } from "./store/delivery-model.ts";
import { employeeModel } from "./store/employee-model.ts";
import { preferenceModel } from "./store/preference-model.ts";
import { settledModel } from "./store/settled-model.ts";
import { userModel } from "./store/user-model.ts";

/** Inboxes and mails: what people are told, and the record of it. */
export const notificationModule: ServiceModule = {
  name: "notification",
  service: NotificationService,
  models: (database) => [
    deliveryModel(database),
    userModel(database),
    employeeModel(database),
    settledModel(database),
    preferenceModel(database),
  ],
  migrations: [],
  create: (kit) => {
    const context = createContext(kit, createMailer(kit.config));
    return {
      implementation: notificationRpc(context),
      consumers: [
        ...kit.tenants.handlers(),
        ...onAccountLinkWanted(context),
        ...onAccountChanged(context),
        ...onUserChanged(context),
        ...onEmployeeChanged(context),
        onAcknowledgementsRequested(context),
        onAcknowledgementSigned(context),
        onAcknowledgementsCancelled(context),
        onAcknowledgementsReminded(context),
        onAcknowledgementsEscalated(context),
        onPolicySubmitted(context),
        onPolicyUpdated(context),
        onPolicyApprovalRecorded(context),
        onPolicyRejected(context),
        onPolicyWithdrawn(context),
        onPolicyReviewDue(context),
        onPolicyRenewed(context),
        onPolicyArchived(context),
        onPolicyPublished(context),
        onPolicyConfigurationProposed(context),
        ...onPolicyConfigurationDecided(context),
        onEmployeeImportFinished(context),
      ],
      jobs: [failAbandonedDeliveries(context), releaseHeldDeliveries(context), forgetSettled(context)],
      workers: [sendDeliveries(context)],
      close: () => context.mailer.close(),
    };
  },
};
