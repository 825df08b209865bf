import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { onAnyEvent } from "./consumers/on-any-event.ts";
import { createContext } from "./context.ts";
import { EVENT_TYPES } from "./event-types.ts";
import { auditRpc } from "./rpc/index.ts";
import { auditEventModel } from "./store/audit-event-model.ts";

/** The ledger of every domain event. */
export const auditModule: ServiceModule = {
  name: "audit",
  service: AuditService,
  models: (database) => [auditEventModel(database)],
  migrations: [],
  create: (kit) => {
    const context = createContext(kit);
    return {
      implementation: auditRpc(context),
      consumers: onAnyEvent(context, EVENT_TYPES.values(), kit.tenants.handlers()),
      jobs: [],
      workers: [],
    };
  },
};
