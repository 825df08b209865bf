import type { Model } from "mongoose";
import type { Actor } from "../auth/principal.ts";
import type { Clock } from "../clock.ts";
import type { EventDraft } from "../events/event.ts";
import { type OutboxRow, outboxChanges, outboxRows } from "../events/outbox.ts";
import type { NewId } from "../ids.ts";
import type { Change } from "./change.ts";
import type { GroupCommit } from "./group-commit.ts";

/** What belongs together: conditional changes and the events that tell of them. All or nothing. */
export interface Unit {
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
  /** Who caused it; goes into the events. */
  readonly actor: Actor;
}

/** Commits a unit. Resolves when it is durable; throws StaleWriteError or a change's own error, then nothing is changed. */
export type Commit = (unit: Unit) => Promise<void>;

/** What a unit of work needs of its service. */
export interface UnitOfWorkDependencies {
  readonly groups: GroupCommit;
  readonly outbox: Model<OutboxRow>;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Told of the rows once they are durable; the relay. */
  readonly published: (rows: readonly OutboxRow[]) => void;
}

/** Makes a service's commit: changes and outbox rows in one transaction, then the relay is told. */
export function createCommit(deps: UnitOfWorkDependencies): Commit {
  return async (unit) => {
    const rows = outboxRows(unit.events, unit.actor, deps.clock, deps.newId);
    await deps.groups.commit([...unit.changes, ...outboxChanges(deps.outbox, rows)]);
    deps.published(rows);
  };
}
