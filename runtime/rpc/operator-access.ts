import { OperatorAccessedSchema } from "#gen/countersign/common/v1/access_events_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { event } from "../events/event.ts";
import type { Commit } from "../mongo/unit-of-work.ts";
import type { Call } from "./call.ts";

/** Puts a platform operator's call into the ledger of the customer whom it is about, before anything else happens. */
export type RecordOperatorAccess = (call: Call, customerId: string) => Promise<void>;

/** Whether a platform operator calls for a customer: they belong to none, so every customer is somebody else's. */
export const isOperatorAccess = ({ principal, customerId }: Call): boolean =>
  customerId !== "" && principal.kind === "user" && principal.roles.has(PermissionRole.PLATFORM_ADMIN);

/** Records through a service's outbox, as the service that is called. */
export const operatorAccessRecorder =
  (service: string, commit: Commit): RecordOperatorAccess =>
  (call, customerId) => {
    const { method, requestId, principal } = call;
    const accessed = event(
      OperatorAccessedSchema,
      { customerId, subject: customerId, source: service },
      {
        method: `${method.parent.typeName}/${method.name}`,
        requestId,
        reason: call.reason,
        operatorEmail: principal.kind === "user" ? principal.email : "",
        ipAddress: call.clientAddress,
      },
    );
    return commit({ changes: [], events: [accessed], actor: call.actor });
  };
