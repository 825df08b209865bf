import { setTimeout } from "node:timers/promises";
import {
  EmployeeCreatedSchema,
  EmployeeDeactivatedSchema,
  EmployeeImportFinishedSchema,
  EmployeeReactivatedSchema,
  EmployeeUpdatedSchema,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { employeeImportMessage } from "./import-message.ts";

/** What an import causes, and so what tells that it may have gone on. */
const PROGRESS = [
  EmployeeCreatedSchema,
  EmployeeUpdatedSchema,
  EmployeeDeactivatedSchema,
  EmployeeReactivatedSchema,
  EmployeeImportFinishedSchema,
];
/** At most 5 times a second. */
const PAUSE_MS = 200;
/** A dry run, and rows that change nothing, cause no events: then it is looked at so often. */
const LOOK_MS = 500;

/** Sends an import whenever it has gone on, until it has finished. */
export const watchEmployeeImport: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["watchEmployeeImport"]
> = async function* (context, request, call) {
  const customerId = customerOf(call);
  let seen = 0;
  const wakeUps = context.live.changes({ customerId, events: PROGRESS }, call.signal, LOOK_MS);
  for await (const _ of wakeUps) {
    const row = await context.imports.get(customerId, request.employeeImportId, context.clock.now());
    if (row.revision === seen) continue;
    seen = row.revision;
    yield { employeeImport: employeeImportMessage(row) };
    if (!row.active) return;
    await setTimeout(PAUSE_MS, undefined, { signal: call.signal }).catch(() => undefined);
  }
};
