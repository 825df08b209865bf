import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { EmployeeContext } from "../context.ts";
import { type Employee, isWorking } from "../domain/employee.ts";
import { changed, changedFields, joined, left, returned } from "../domain/employee-changes.ts";
import type { RowError, RowErrorReason } from "../domain/employee-import.ts";
import { textKey } from "../domain/facet.ts";
import { type Merged, merge, tooManyAttributes } from "../domain/import-merge.ts";
import type { ImportRow } from "../domain/import-row.ts";
import { manages } from "../domain/reporting.ts";
import { events } from "../events.ts";
import type { Move } from "../group-keeping.ts";
import type { ImportState } from "./import-state.ts";

/** What holds for all rows of a page. */
export interface Bounds {
  readonly now: Date;
  /** ISO date at the customer's. */
  readonly today: string;
  /** People who work, as stored. */
  readonly working: number;
  /** The most that there may be; 0 = unlimited. */
  readonly limit: number;
  /** Keys of deleted groups whose members still leave them. */
  readonly disbanded: ReadonlySet<string>;
}

/** What a row came to. */
export type Outcome =
  | { readonly kind: "failed"; readonly errors: readonly RowError[] }
  | { readonly kind: "unchanged" }
  | {
      readonly kind: "created" | "updated" | "deactivated";
      readonly change: Change;
      readonly event: EventDraft;
      readonly managerChanged: boolean;
      readonly move: Move;
    };

/** Decides on one good row, and notes the decision in the state. */
export function decideRow(
  context: EmployeeContext,
  customerId: string,
  row: ImportRow,
  state: ImportState,
  bounds: Bounds,
): Outcome {
  const known = state.withEmail(row.emailKey);
  const manager = managerOf(row, known, state);
  if (typeof manager === "object") return { kind: "failed", errors: [manager] };
  const merged = merge(known, row, manager, bounds.today);
  if (tooManyAttributes(merged.facts))
    return refused(row, "", "INVALID_FIELD", "The employee would have more than 50 attributes.");
  if (merged.kind === "none") return { kind: "unchanged" };
  const disbanded = merged.facts.groups.find(
    (name) => bounds.disbanded.has(textKey(name)) && !known?.groups.includes(name),
  );
  if (disbanded !== undefined)
    return refused(
      row,
      "groups",
      "GROUP_BEING_DELETED",
      `The group ${disbanded} is being deleted. Try again.`,
    );
  const after = next(context, customerId, known, merged, bounds.now);
  const growth = Number(isWorking(after)) - Number(known !== undefined && isWorking(known));
  if (growth > 0 && bounds.limit > 0 && bounds.working + state.growth >= bounds.limit)
    return refused(
      row,
      "",
      "EMPLOYEE_LIMIT_REACHED",
      `The subscription allows ${bounds.limit} employees, and there are as many already.`,
    );
  state.decide(after, growth);
  return {
    kind: merged.kind === "join" ? "created" : merged.kind === "leave" ? "deactivated" : "updated",
    change: known ? context.employees.update(known, after) : context.employees.insert(after),
    event: eventOf(merged.kind, known, after),
    move: known ? { before: known, after } : { after },
    managerChanged: (known?.managerId ?? "") !== after.managerId,
  };
}

/** The id of the manager that a row names; undefined when it says nothing of one; or what is wrong with it. */
function managerOf(
  row: ImportRow,
  known: Employee | undefined,
  state: ImportState,
): string | undefined | RowError {
  if (!row.managerKey) return row.managerKey;
  const { line } = row;
  const column = "manager_email";
  const manager = state.withEmail(row.managerKey);
  if (!manager) {
    const message = `There is no employee with the address ${row.managerKey}.`;
    return { line, column, reason: "MANAGER_NOT_FOUND", message };
  }
  if (known && manages(known._id, manager._id, state.managers)) {
    const message = "That would make the employee their own manager.";
    return { line, column, reason: "MANAGER_CYCLE", message };
  }
  return manager._id;
}

function next(
  context: EmployeeContext,
  customerId: string,
  known: Employee | undefined,
  { kind, facts }: Merged,
  now: Date,
): Employee {
  if (!known) return joined(context.newId("emp"), customerId, facts, now);
  if (kind === "return") return returned(known, facts, now);
  return kind === "leave" ? left(known, now, facts) : changed(known, facts, now);
}

function eventOf(kind: Merged["kind"], known: Employee | undefined, after: Employee): EventDraft {
  if (!known) return events.created(after);
  if (kind === "return") return events.reactivated(after);
  return kind === "leave" ? events.deactivated(after) : events.updated(after, changedFields(known, after));
}

const refused = (row: ImportRow, column: string, reason: RowErrorReason, message: string): Outcome => ({
  kind: "failed",
  errors: [{ line: row.line, column, reason, message }],
});
