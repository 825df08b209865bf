import type { Unit } from "../../../runtime/mongo/unit-of-work.ts";
import type { EmployeeContext } from "../context.ts";
import { left } from "../domain/employee-changes.ts";
import type { ImportPlan } from "../domain/import-plan.ts";
import { events } from "../events.ts";
import type { EmployeeImportRow } from "../store/employee-import-model.ts";
import { importerOf, MISSING_DONE } from "./import-progress.ts";

const PAGE = 500;

/**
 * One step of deactivating those whom an import's file doesn't name. People who came after the import was asked for
 * can't be in its file and stay.
 */
export async function deactivateMissing(
  context: EmployeeContext,
  row: EmployeeImportRow,
  plan: ImportPlan,
): Promise<Unit> {
  const { customerId } = row;
  const page = await context.people.workingAfter(customerId, row.missingCursor, PAGE);
  const now = context.clock.now();
  const gone = page
    .filter((person) => !plan.named.has(person.emailKey) && person.createTime <= row.createTime)
    .map((before) => ({ before, after: left(before, now) }));
  const progress = context.imports.advance(row, {
    missingCursor: page.length < PAGE ? MISSING_DONE : (page.at(-1)?._id ?? MISSING_DONE),
    deactivatedCount: row.deactivatedCount + gone.length,
    servedTime: now,
  });
  if (row.validateOnly || gone.length === 0)
    return { changes: [progress], events: [], actor: importerOf(row) };
  return {
    changes: [
      progress,
      context.workforces.change(customerId, { by: -gone.length }),
      ...gone.map(({ before, after }) => context.employees.update(before, after)),
    ],
    events: gone.map(({ after }) => events.deactivated(after)),
    actor: importerOf(row),
  };
}
