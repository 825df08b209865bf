import { LRUCache } from "lru-cache";
import { DomainError } from "../../../runtime/errors.ts";
import type { Worker } from "../../../runtime/jobs/job.ts";
import type { Unit } from "../../../runtime/mongo/unit-of-work.ts";
import { type EmployeeContext, IMPORT_EMPLOYEES, MATCH_AUDIENCES } from "../context.ts";
import { UnreadableCsvError } from "../domain/csv.ts";
import { type ImportPlan, planImport } from "../domain/import-plan.ts";
import type { EmployeeImportRow } from "../store/employee-import-model.ts";
import { isGone } from "./customers.ts";
import { deactivateMissing } from "./deactivate-missing.ts";
import { importPage } from "./import-page.ts";
import { beginImport, finishImport, MISSING_DONE } from "./import-progress.ts";
import { ImportState } from "./import-state.ts";
import { commitStep } from "./step.ts";

/** What is kept in memory of a running import; made anew from the file after a restart. */
interface Running {
  readonly plan: ImportPlan;
  /** What a dry run would have changed so far. */
  readonly trial: ImportState | undefined;
}

const KEPT = 8;

/**
 * Runs imports, a page of rows per step, by turns. A step is one unit with the import's row, which says how far it is:
 * after a crash it goes on there, and no row takes effect twice.
 */
export function importEmployees(context: EmployeeContext): Worker {
  const running = new LRUCache<string, Running>({ max: KEPT });

  const decide = async (row: EmployeeImportRow): Promise<Unit> => {
    if (await isGone(context, row.customerId))
      return finishImport(context, row, "FAILED", "The customer was deleted.");
    const known = running.get(row._id);
    if (!known) {
      const plan = await planImport(await context.imports.file(row.customerId, row._id));
      running.set(row._id, { plan, trial: row.validateOnly ? new ImportState() : undefined });
      // A dry run leaves no trace but its counts: it begins anew.
      if (row.state === "PENDING" || row.validateOnly) return beginImport(context, row, plan.rows.length);
      return decide(row);
    }
    if (row.cursor < known.plan.rows.length) return importPage(context, row, known.plan, known.trial);
    if (row.deactivateMissing && row.failedCount === 0 && row.missingCursor !== MISSING_DONE)
      return deactivateMissing(context, row, known.plan);
    return finishImport(context, row, "COMPLETED", "");
  };

  const step = async (): Promise<boolean> => {
    const row = await context.imports.nextActiveAcrossCustomers();
    if (!row) return false;
    const unit = await decide(row).catch((error: unknown) => {
      if (error instanceof UnreadableCsvError || error instanceof DomainError)
        return finishImport(context, row, "FAILED", error.message);
      throw error;
    });
    const done = await commitStep(context, unit);
    // What a dry run notes in memory went too far if its step did not hold: begin anew.
    if (!done) running.delete(row._id);
    context.nudge(MATCH_AUDIENCES);
    return true;
  };

  return { name: IMPORT_EMPLOYEES, step, backlog: () => context.imports.countActiveAcrossCustomers() };
}
