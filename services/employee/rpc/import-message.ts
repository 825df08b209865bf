import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type EmployeeImportSchema,
  EmployeeImportState,
} from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { MOST_ERRORS } from "../domain/employee-import.ts";
import type { EmployeeImportRow } from "../store/employee-import-model.ts";

/** An import on the wire, with at most `mostErrors` row errors, by line. */
export function employeeImportMessage(
  row: EmployeeImportRow,
  mostErrors = MOST_ERRORS,
): MessageInitShape<typeof EmployeeImportSchema> {
  return {
    id: row._id,
    customerId: row.customerId,
    state: EmployeeImportState[row.state],
    validateOnly: row.validateOnly,
    deactivateMissing: row.deactivateMissing,
    totalRows: row.totalRows,
    processedRows: row.processedRows,
    createdCount: row.createdCount,
    updatedCount: row.updatedCount,
    unchangedCount: row.unchangedCount,
    deactivatedCount: row.deactivatedCount,
    failedCount: row.failedCount,
    errors: row.rowErrors.toSorted((a, b) => a.line - b.line).slice(0, mostErrors),
    failure: row.failure,
    userId: row.userId,
    createTime: timestampFromDate(row.createTime),
    ...(row.startTime ? { startTime: timestampFromDate(row.startTime) } : {}),
    ...(row.finishTime ? { finishTime: timestampFromDate(row.finishTime) } : {}),
  };
}
