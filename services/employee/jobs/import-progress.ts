import type { Actor } from "../../../runtime/auth/principal.ts";
import type { Unit } from "../../../runtime/mongo/unit-of-work.ts";
import type { EmployeeContext } from "../context.ts";
import { type ImportState, NO_ROWS } from "../domain/employee-import.ts";
import { events } from "../events.ts";
import type { EmployeeImportRow } from "../store/employee-import-model.ts";

/** Whoever asked for an import caused what it does. */
export const importerOf = (row: EmployeeImportRow): Actor => ({
  userId: row.userId,
  service: "",
  name: row.userName,
});

/** Where the search for people whom the file doesn't name stands when it is over: after every employee id. */
export const MISSING_DONE = "~";

/** An import begins to run, or a dry run begins anew. */
export function beginImport(context: EmployeeContext, row: EmployeeImportRow, totalRows: number): Unit {
  const now = context.clock.now();
  const fields: Partial<EmployeeImportRow> = {
    ...NO_ROWS,
    state: "RUNNING",
    totalRows,
    cursor: 0,
    missingCursor: "",
    rowErrors: [],
    startTime: row.startTime ?? now,
    servedTime: now,
  };
  return { changes: [context.imports.restart(row, fields)], events: [], actor: importerOf(row) };
}

/** An import has finished. A dry run is told to nobody. */
export function finishImport(
  context: EmployeeContext,
  row: EmployeeImportRow,
  state: Extract<ImportState, "COMPLETED" | "FAILED">,
  failure: string,
): Unit {
  const finishTime = context.clock.now();
  const after = { ...row, state, failure, finishTime };
  return {
    changes: context.imports.finish(row, { state, failure, finishTime }),
    events: row.validateOnly ? [] : [events.importFinished(after)],
    actor: importerOf(row),
  };
}
