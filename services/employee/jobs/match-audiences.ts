import type { Worker } from "../../../runtime/jobs/job.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { isGone, Turns } from "./customers.ts";
import { matchPeople } from "./match-people.ts";
import { matchPolicy, type ScanSizes } from "./match-policy.ts";
import { parkMatching } from "./park-matching.ts";

const SIZES: ScanSizes = { page: 1_000, pages: 8 };

/**
 * Matches policies with people: the only place where assignments are decided. By turns a page of people who changed
 * and some pages of a policy that is matched with everyone, customer after customer. Each page is one unit with the
 * fence of its customer, so that two replicas can't both take it.
 */
export function matchAudiences(context: EmployeeContext, sizes = SIZES): Worker {
  const { people, audiences } = context;
  const kinds = [
    {
      turns: new Turns((customerId) => people.nextPendingAcrossCustomers(customerId)),
      match: (customerId: string) => matchPeople(context, customerId),
    },
    {
      turns: new Turns((customerId) => audiences.nextScanningAcrossCustomers(customerId)),
      match: (customerId: string) => matchPolicy(context, customerId, sizes),
    },
  ];
  const step = async (): Promise<boolean> => {
    for (const kind of kinds) {
      const customerId = await kind.turns.next();
      if (customerId === undefined) continue;
      kinds.reverse();
      if (await isGone(context, customerId)) await parkMatching(context, customerId);
      else await kind.match(customerId);
      return true;
    }
    return false;
  };
  return {
    name: MATCH_AUDIENCES,
    step,
    backlog: async () =>
      (await people.countPendingAcrossCustomers()) + (await audiences.countScanningAcrossCustomers()),
  };
}
