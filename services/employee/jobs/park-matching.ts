import type { EmployeeContext } from "../context.ts";
import { MATCHER } from "./differences.ts";
import { commitStep } from "./step.ts";

const PAGE = 500;

/**
 * One step of putting aside the work of a deleted customer. Nothing is lost: when the customer is restored, all its
 * policies are matched with everyone anew.
 */
export async function parkMatching(context: EmployeeContext, customerId: string): Promise<void> {
  const steps = await context.matchings.count(customerId);
  const people = await context.people.pending(customerId, PAGE);
  const audience = await context.audiences.scanning(customerId);
  const stop = { scanning: false, cursor: "", matched: 0 };
  await commitStep(context, {
    changes: [
      context.matchings.next(customerId, steps),
      ...context.people.matched(customerId, people),
      ...(audience ? [context.audiences.advance(audience, stop)] : []),
    ],
    events: [],
    actor: MATCHER,
  });
}
