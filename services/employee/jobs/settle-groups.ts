import type { Worker } from "../../../runtime/jobs/job.ts";
import type { Unit } from "../../../runtime/mongo/unit-of-work.ts";
import { type EmployeeContext, MATCH_AUDIENCES, SETTLE_GROUPS } from "../context.ts";
import type { Group } from "../domain/group.ts";
import { membersToSettle, settleMembers } from "../group-keeping.ts";
import { isGone, Turns } from "./customers.ts";
import { MATCHER } from "./differences.ts";
import { commitStep } from "./step.ts";

const PAGE = 500;

/**
 * Brings the members of renamed and deleted groups in line, a page per step, customer after customer. Where it stands
 * is in the members themselves: those who carry a name that is given up are left to do.
 */
export function settleGroups(context: EmployeeContext, pageSize = PAGE): Worker {
  const { groups } = context;
  const turns = new Turns((customerId) => groups.nextSettlingAcrossCustomers(customerId));

  const decide = async (group: Group): Promise<Unit> => {
    const moves = await membersToSettle(context, group, pageSize);
    const { changes, events } = settleMembers(context, moves);
    const last = moves.length < pageSize;
    const done = group.deleted ? groups.remove(group) : [groups.settled(group)];
    return { changes: [...changes, ...(last ? done : [])], events, actor: group.settler ?? MATCHER };
  };

  const step = async (): Promise<boolean> => {
    const customerId = await turns.next();
    if (customerId === undefined) return false;
    if (await isGone(context, customerId)) {
      await commitStep(context, { changes: [groups.park(customerId)], events: [], actor: MATCHER });
      return true;
    }
    const group = await groups.settling(customerId);
    if (group) await commitStep(context, await decide(group));
    context.nudge(MATCH_AUDIENCES);
    return true;
  };

  return { name: SETTLE_GROUPS, step, backlog: () => groups.countSettlingAcrossCustomers() };
}
