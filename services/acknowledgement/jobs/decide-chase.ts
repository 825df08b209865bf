import type { AcknowledgementContext } from "../context.ts";
import { type Chasing, chase } from "../domain/chase-obligation.ts";
import { keepUpToDate } from "../domain/employee-effects.ts";
import type { Moment } from "../domain/lifecycle.ts";
import type { Obligation } from "../domain/obligation.ts";
import type { KnownPerson } from "../domain/person.ts";
import { byPerson } from "../domain/reminder-groups.ts";
import { events } from "../events.ts";
import type { DigestRow, LateRow } from "../store/digest-model.ts";
import type { StepDecision } from "./commit-decision.ts";

/** Late obligations that an escalation names; its counts are of all. */
const MOST_NAMED = 1_000;

/** A run of the scheduler for one customer. */
export interface ChaseRun extends Moment {
  readonly customerId: string;
}

/** Decides for some people what time does to their obligations: one unit, a person's reminders in one event. */
export async function decideChase(
  context: AcknowledgementContext,
  run: ChaseRun,
  people: readonly string[],
): Promise<StepDecision> {
  const { customerId, now } = run;
  const [rows, known] = await Promise.all([
    context.obligations.dueOfPeople(customerId, people, now),
    context.people.byId(customerId, people),
  ]);
  const chased = rows.map((before): { before: Obligation } & Chasing => {
    const fresh = brought(before, known.get(before.employeeId), run);
    const calm = { remind: false, escalated: undefined, daysOverdue: 0 };
    return { before, ...(fresh ? { after: fresh, ...calm } : chase(before, run)) };
  });
  const gone = chased.flatMap(({ after }) => (after.status === "CANCELLED" ? [after] : []));
  const reminders = chased.filter((one) => one.remind);
  return {
    changes: [
      ...chased.map(({ before, after }) =>
        after.revision === before.revision
          ? context.obligations.plan(before, after.nextStepTime)
          : context.obligations.update(before, after),
      ),
      ...(await digestChanges(context, run, chased)),
      ...gone.flatMap((row) => (row.rolloutId ? [context.rollouts.stale(customerId, row.rolloutId)] : [])),
    ],
    events: [
      ...events.cancelled(gone),
      ...byPerson(reminders).map((group) =>
        events.reminded(
          customerId,
          group.map(({ after, daysOverdue }) => ({ obligation: after, daysUntilDue: -daysOverdue })),
        ),
      ),
    ],
  };
}

/** An obligation brought up to what is known of its person, where an assignment came in at the same moment as news. */
const brought = (
  before: Obligation,
  known: KnownPerson | undefined,
  run: ChaseRun,
): Obligation | undefined =>
  known && known.revision > before.person.revision ? keepUpToDate(before, known, undefined, run) : undefined;

async function digestChanges(context: AcknowledgementContext, run: ChaseRun, chased: readonly Chasing[]) {
  const byLevel = Map.groupBy(
    chased.filter((one) => one.escalated !== undefined),
    (one) => one.after.chase.level,
  );
  return Promise.all(
    [...byLevel].map(async ([level, late]) => {
      const before = await context.digests.find(run.customerId, level);
      return context.digests.keep(before, digest(context, run, level, before, late));
    }),
  );
}

function digest(
  context: AcknowledgementContext,
  run: ChaseRun,
  level: number,
  before: DigestRow | undefined,
  late: readonly Chasing[],
): DigestRow {
  const step = late[0]?.escalated;
  const named = [...(before?.late ?? []), ...late.map(lateRow)].toSorted(
    (a, b) => a.dueTime.getTime() - b.dueTime.getTime(),
  );
  return {
    _id: before?._id ?? context.newId("dig"),
    customerId: run.customerId,
    level,
    role: before?.role ?? step?.role ?? 0,
    daysOverdue: before?.daysOverdue ?? step?.daysOverdue ?? 0,
    runTime: before?.runTime ?? run.now,
    totalCount: (before?.totalCount ?? 0) + late.length,
    employeeCount: (before?.employeeCount ?? 0) + new Set(late.map((one) => one.after.employeeId)).size,
    late: named.slice(0, MOST_NAMED),
    open: true,
    revision: before?.revision ?? 1,
  };
}

const lateRow = ({ after, daysOverdue }: Chasing): LateRow => ({
  acknowledgementId: after._id,
  employeeId: after.employeeId,
  name: after.person.name,
  email: after.person.email,
  department: after.person.department,
  managerId: after.person.managerId,
  policyId: after.policyId,
  title: after.text.title,
  materialVersion: after.materialVersion,
  dueTime: after.dueTime,
  daysOverdue,
});
