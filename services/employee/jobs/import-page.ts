import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { Unit } from "../../../runtime/mongo/unit-of-work.ts";
import type { EmployeeContext } from "../context.ts";
import { dayIn } from "../domain/calendar.ts";
import { MOST_ERRORS, type RowError } from "../domain/employee-import.ts";
import { textKey } from "../domain/facet.ts";
import type { ImportPlan } from "../domain/import-plan.ts";
import type { ImportRow } from "../domain/import-row.ts";
import { keepGroups, type Move } from "../group-keeping.ts";
import { employeeLimit, timeZoneOf } from "../rpc/tenant.ts";
import type { EmployeeImportRow } from "../store/employee-import-model.ts";
import { importerOf } from "./import-progress.ts";
import { type Bounds, decideRow, type Outcome } from "./import-row.ts";
import { ImportState } from "./import-state.ts";

const PAGE = 500;

/** What the rows of a page came to. */
interface Tally {
  readonly changes: Change[];
  readonly events: EventDraft[];
  readonly errors: RowError[];
  readonly counts: {
    created: number;
    updated: number;
    unchanged: number;
    deactivated: number;
    failed: number;
  };
  readonly moves: Move[];
  managersChanged: boolean;
}

/**
 * One step of an import: the next page of its plan. `trial` is what a dry run would have changed so far; then nothing
 * is written but the import's own row.
 */
export async function importPage(
  context: EmployeeContext,
  row: EmployeeImportRow,
  plan: ImportPlan,
  trial: ImportState | undefined,
): Promise<Unit> {
  const { customerId } = row;
  const page = plan.rows.slice(row.cursor, row.cursor + PAGE);
  const state = trial ?? new ImportState();
  const workforce = await context.workforces.get(customerId);
  const rows = page.flatMap((planned) => ("row" in planned ? [planned.row] : []));
  await readPeople(context, customerId, rows, state);
  const bounds: Bounds = {
    now: context.clock.now(),
    today: dayIn(context.clock.now(), await timeZoneOf(context, customerId)),
    working: workforce.working,
    limit: await employeeLimit(context, customerId),
    disbanded: await disbandedAmong(context, customerId, rows),
  };
  const tally = newTally();
  for (const planned of page) {
    const outcome: Outcome =
      "row" in planned
        ? decideRow(context, customerId, planned.row, state, bounds)
        : { kind: "failed", errors: planned.errors };
    count(tally, outcome);
  }
  const groups = await keepGroups(context, customerId, trial ? [] : tally.moves);
  const by = trial ? 0 : state.growth;
  const counted =
    by !== 0 || tally.managersChanged
      ? [
          context.workforces.change(customerId, {
            by,
            limit: bounds.limit,
            ...(tally.managersChanged ? { reporting: workforce.reporting } : {}),
          }),
        ]
      : [];
  return {
    changes: [
      progress(context, row, page.length, tally),
      ...(trial ? [] : [...counted, ...tally.changes, ...groups.changes]),
    ],
    events: trial ? [] : [...groups.events, ...tally.events],
    actor: importerOf(row),
  };
}

/** Reads the people whom rows are about, their managers, and those above them. */
async function readPeople(
  context: EmployeeContext,
  customerId: string,
  rows: readonly ImportRow[],
  state: ImportState,
): Promise<void> {
  const managerKeys = new Set(rows.flatMap(({ managerKey }) => (managerKey ? [managerKey] : [])));
  const emailKeys = new Set([...rows.map((row) => row.emailKey), ...managerKeys]);
  const people = await context.employees.withEmails(customerId, [...emailKeys]);
  const managers = people.filter((person) => managerKeys.has(person.emailKey)).map((person) => person._id);
  state.read(people, await context.employees.managersAbove(customerId, managers));
}

/** The keys of groups that rows name and that are deleted, with members who still leave them. */
async function disbandedAmong(
  context: EmployeeContext,
  customerId: string,
  rows: readonly ImportRow[],
): Promise<ReadonlySet<string>> {
  const keys = new Set(rows.flatMap((row) => (row.groups ?? []).map(textKey)));
  const groups = await context.groups.withKeys(customerId, [...keys]);
  return new Set(groups.flatMap((group) => (group.deleted ? group.keys : [])));
}

const newTally = (): Tally => ({
  changes: [],
  events: [],
  errors: [],
  counts: { created: 0, updated: 0, unchanged: 0, deactivated: 0, failed: 0 },
  moves: [],
  managersChanged: false,
});

function count(tally: Tally, outcome: Outcome): void {
  tally.counts[outcome.kind] += 1;
  if (outcome.kind === "failed") tally.errors.push(...outcome.errors);
  else if (outcome.kind !== "unchanged") {
    tally.changes.push(outcome.change);
    tally.events.push(outcome.event);
    tally.moves.push(outcome.move);
    tally.managersChanged ||= outcome.managerChanged;
  }
}

function progress(context: EmployeeContext, row: EmployeeImportRow, rows: number, tally: Tally): Change {
  const { counts, errors } = tally;
  return context.imports.advance(
    row,
    {
      cursor: row.cursor + rows,
      processedRows: row.processedRows + rows,
      createdCount: row.createdCount + counts.created,
      updatedCount: row.updatedCount + counts.updated,
      unchangedCount: row.unchangedCount + counts.unchanged,
      deactivatedCount: row.deactivatedCount + counts.deactivated,
      failedCount: row.failedCount + counts.failed,
      servedTime: context.clock.now(),
    },
    errors.slice(0, MOST_ERRORS - row.rowErrors.length),
  );
}
