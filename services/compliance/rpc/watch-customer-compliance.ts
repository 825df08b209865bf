import { setTimeout as pause } from "node:timers/promises";
import {
  AuditCompletedSchema,
  AuditScheduledSchema,
  CustomerComplianceUpdatedSchema,
  PolicyMappedSchema,
  PolicyUnmappedSchema,
} from "#gen/countersign/compliance/v1/compliance_events_pb.ts";
import type { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { type ComplianceContext, FOLDED } from "../context.ts";
import { customerComplianceMessage } from "./messages.ts";

const MOVED_BY = [
  CustomerComplianceUpdatedSchema,
  PolicyMappedSchema,
  PolicyUnmappedSchema,
  AuditScheduledSchema,
  AuditCompletedSchema,
];
/** The contract: at most twice a second. */
const BETWEEN_LOOKS_MS = 500;
/** How long a lost wake-up may stay unnoticed. */
const FALLBACK_MS = 5_000;

/**
 * Sends a customer compliance at once and after changes.
 *
 * The events of signatures would wake us too early: they are published before this service has counted them. So we
 * wait for what follows our own commits: this service's events, and the fold's signal for counts, which send no
 * event. Both reach every replica over NATS; neither is stored for us, so the fallback covers what is lost.
 */
export const watchCustomerCompliance: Handler<
  ComplianceContext,
  (typeof ComplianceService)["method"]["watchCustomerCompliance"]
> = async function* (context, request, call) {
  const customerId = customerOf(call);
  const { signal } = call;
  const watched = { customerId, events: MOVED_BY, signals: [FOLDED] };
  let sent = 0;
  for await (const _ of context.live.changes(watched, signal, FALLBACK_MS)) {
    await context.tenants.checkLive(customerId);
    const row = await context.compliances.get(customerId, request.customerComplianceId);
    if (row.revision > sent) {
      sent = row.revision;
      yield { customerCompliance: customerComplianceMessage(row) };
    }
    await pause(BETWEEN_LOOKS_MS, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
};
