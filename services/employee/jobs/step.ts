import { type Change, DuplicateKeyError, StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { Unit } from "../../../runtime/mongo/unit-of-work.ts";
import type { EmployeeContext } from "../context.ts";

/**
 * Commits a worker's step. False when what it was decided on has changed meanwhile: nothing has happened, and the next
 * step decides on what is there then.
 */
export async function commitStep(context: EmployeeContext, unit: Unit): Promise<boolean> {
  try {
    await context.commit(unit);
    return true;
  } catch (error) {
    if (!(error instanceof StaleWriteError || error instanceof DuplicateKeyError)) throw error;
    context.log.debug({ err: error }, "a step was stale; it is decided again");
    return false;
  }
}

/** Changes that touch something: an empty list of people makes none. */
export const changesFor = <T>(items: readonly T[], change: (items: readonly T[]) => Change): Change[] =>
  items.length > 0 ? [change(items)] : [];
