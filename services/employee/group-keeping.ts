import { failedPrecondition } from "../../runtime/errors.ts";
import type { EventDraft } from "../../runtime/events/event.ts";
import type { Change } from "../../runtime/mongo/change.ts";
import type { EmployeeContext } from "./context.ts";
import type { Employee } from "./domain/employee.ts";
import { changed, factsOf } from "./domain/employee-changes.ts";
import { textKey } from "./domain/facet.ts";
import { founded, type Group, inLine, outdatedKeys } from "./domain/group.ts";
import { events } from "./events.ts";

/** A person before and after a change. */
export interface Move {
  /** Undefined: they were not known. */
  readonly before?: Employee;
  readonly after: Employee;
}

/** What goes into the unit of the people's own changes. */
export interface GroupsKept {
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

/**
 * Keeps groups in line with the names that people carry: counts who comes and goes, and makes groups of names that
 * are new. To be committed together with the people. Throws GROUP_BEING_DELETED when somebody is given the name of a
 * deleted group whose members still leave it.
 */
export async function keepGroups(
  context: EmployeeContext,
  customerId: string,
  moves: readonly Move[],
): Promise<GroupsKept> {
  const steps = moves.map(stepOf).filter((step) => step.came.size + step.went.size > 0);
  if (steps.length === 0) return { changes: [], events: [] };
  const now = context.clock.now();
  const keys = new Set(steps.flatMap(({ kept, came, went }) => [...kept, ...came.keys(), ...went]));
  const rows = await context.groups.withKeys(customerId, [...keys]);
  const byKey = new Map(rows.flatMap((row) => row.keys.map((key) => [key, row] as const)));
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { kept, came, went } of steps) {
    // While a group is being renamed, two names may stand for it.
    const of = (key: string): string => byKey.get(key)?._id ?? key;
    const stays = new Set([...kept].map(of));
    const left = new Set([...went].map(of));
    const joins = new Set<string>();
    for (const [key, name] of came) {
      const row = byKey.get(key);
      if (row?.deleted) throw beingDeleted(name);
      if (!row && !names.has(key)) names.set(key, name);
      joins.add(of(key));
    }
    for (const id of joins) if (!stays.has(id) && !left.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (const id of left) if (!stays.has(id) && !joins.has(id)) counts.set(id, (counts.get(id) ?? 0) - 1);
  }
  const made = [...names].map(([key, name]) => {
    const facts = { name, description: "", externalId: "" };
    return founded(context.newId("grp"), customerId, facts, now, counts.get(key) ?? 0);
  });
  const counted = rows.flatMap((row) => {
    const by = counts.get(row._id);
    return by === undefined || row.deleted ? [] : [context.groups.countMembers(row, by, now)];
  });
  return {
    changes: [...counted, ...made.map((group) => context.groups.insert(group))],
    events: made.map(events.groupCreated),
  };
}

/** The keys that a person keeps, the names by key to which they come, the keys that they give up. */
function stepOf({ before, after }: Move) {
  const had = keysOf(before);
  const has = keysOf(after);
  return {
    kept: new Set([...had.keys()].filter((key) => has.has(key))),
    came: new Map([...has].filter(([key]) => !had.has(key))),
    went: new Set([...had.keys()].filter((key) => !has.has(key))),
  };
}

const keysOf = (person: Employee | undefined): Map<string, string> =>
  new Map(person && !person.deleted ? person.groups.map((name) => [textKey(name), name]) : []);

const beingDeleted = (name: string) =>
  failedPrecondition("GROUP_BEING_DELETED", `The group ${name} is being deleted. Try again in a moment.`, {
    metadata: { group: name },
  });

/** The next members, at most `limit`, who carry a name that the group has given up, and how they are to be. */
export async function membersToSettle(
  context: EmployeeContext,
  group: Group,
  limit: number,
): Promise<Required<Move>[]> {
  const keys = outdatedKeys(group);
  if (keys.length === 0) return [];
  const now = context.clock.now();
  const people = await context.employees.carrying(group.customerId, keys, limit);
  return people.map((before) => ({
    before,
    after: changed(before, { ...factsOf(before), groups: inLine(group, before.groups) }, now),
  }));
}

/** The writes and events that bring members in line. */
export const settleMembers = (context: EmployeeContext, moves: readonly Required<Move>[]): GroupsKept => ({
  changes: moves.map(({ before, after }) => context.employees.update(before, after)),
  events: moves.map(({ after }) => events.updated(after, ["groups"])),
});

/** Members that a rename or a deletion changes at once; with more, the worker `settle-groups` goes on. */
export const SETTLED_AT_ONCE = 500;
