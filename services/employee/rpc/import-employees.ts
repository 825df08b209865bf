import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, IMPORT_EMPLOYEES } from "../context.ts";
import { IMPORT_RETENTION_DAYS, NO_ROWS } from "../domain/employee-import.ts";
import { readHeader } from "../domain/import-header.ts";
import type { EmployeeImportRow } from "../store/employee-import-model.ts";
import { employeeImportMessage } from "./import-message.ts";

const { method } = EmployeeService;

/** Takes in a CSV file, if its header is good; a worker does the rest. */
export const importEmployees: Handler<EmployeeContext, typeof method.importEmployees> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.importEmployees, request, async () => {
    await readHeader(request.csv);
    const now = context.clock.now();
    const row: EmployeeImportRow = {
      _id: context.newId("imp"),
      customerId: customerOf(call),
      state: "PENDING",
      active: true,
      validateOnly: request.validateOnly,
      deactivateMissing: request.deactivateMissing,
      totalRows: 0,
      ...NO_ROWS,
      cursor: 0,
      missingCursor: "",
      rowErrors: [],
      failure: "",
      userId: call.actor.userId,
      userName: call.actor.name,
      createTime: now,
      servedTime: now,
      expireAt: new Date(now.getTime() + IMPORT_RETENTION_DAYS * DAY_MS),
      revision: 1,
    };
    return {
      changes: context.imports.insert(row, request.csv),
      events: [],
      response: { employeeImport: employeeImportMessage(row) },
    };
  });
  context.nudge(IMPORT_EMPLOYEES);
  return response;
};
