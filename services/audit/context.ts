import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { type Call, customerOf, userOf } from "../../runtime/rpc/call.ts";
import type { ServiceKit } from "../../runtime/service.ts";
import { AuditEventStore } from "./store/audit-event-store.ts";

/** What the audit service's handlers work with. */
export interface AuditContext extends ServiceKit {
  readonly auditEvents: AuditEventStore;
}

/** Builds the context on the runtime's kit; tests override parts by spreading. */
export const createContext = (kit: ServiceKit): AuditContext => ({
  ...kit,
  auditEvents: new AuditEventStore(kit.database),
});

/**
 * Whose ledger a call reads: a customer's id, or empty for the platform's own, which only its operators see.
 * Throws CUSTOMER_ID_REQUIRED for others who belong to no customer.
 */
export const ledgerOf = (call: Call): string =>
  userOf(call).roles.has(PermissionRole.PLATFORM_ADMIN) ? call.customerId : customerOf(call);
