import type { Unit } from "../../../runtime/mongo/unit-of-work.ts";
import type { EmployeeContext } from "../context.ts";
import { difference, isSame } from "../domain/matching.ts";
import { events } from "../events.ts";
import type { PolicyInForce } from "../rpc/policies-in-force.ts";
import type { AudienceState } from "../store/audience-store.ts";
import { Differences, MATCHER } from "./differences.ts";
import { END, type PolicyPage, readPage } from "./policy-page.ts";
import { commitStep } from "./step.ts";

/** How large the bites are. */
export interface ScanSizes {
  /** People, and assignments, that one unit looks at. */
  readonly page: number;
  /** Units in a row, before it is somebody else's turn. */
  readonly pages: number;
}

/** Where a scan stands: everything that must still be so for its next unit to hold. */
interface Scan {
  readonly customerId: string;
  readonly policy: PolicyInForce;
  readonly audience: AudienceState;
  /** Steps of the customer's matching so far. */
  readonly steps: number;
}

/**
 * Matches a policy with everyone, some pages on from where its scan stands. While a page is being committed the next
 * one is read: that is safe, because no other step of the customer can come between two pages (the later one would be
 * stale), and people who change after they were read carry their flag until they are matched by themselves.
 */
export async function matchPolicy(
  context: EmployeeContext,
  customerId: string,
  sizes: ScanSizes,
): Promise<void> {
  let scan = await currentScan(context, customerId);
  let page = scan && (await readPageOf(context, scan, sizes));
  for (let pages = 1; scan && page; pages++) {
    const { unit, next } = await decide(context, scan, page);
    const goesOn = next.audience.scanning && pages < sizes.pages;
    const [committed, nextPage] = await Promise.all([
      commitStep(context, unit),
      goesOn ? readPageOf(context, next, sizes) : undefined,
    ]);
    if (!committed) return;
    scan = next;
    page = nextPage;
  }
}

async function currentScan(context: EmployeeContext, customerId: string): Promise<Scan | undefined> {
  const steps = await context.matchings.count(customerId);
  const audience = await context.audiences.scanning(customerId);
  const policy = audience && (await context.policies.of(customerId, [audience]))?.get(audience._id);
  return policy ? { customerId, policy, audience, steps } : undefined;
}

const readPageOf = (
  context: EmployeeContext,
  { customerId, policy, audience }: Scan,
  sizes: ScanSizes,
): Promise<PolicyPage> => readPage(context, customerId, policy, audience.cursor, sizes.page);

/** The unit for a page, and where the scan stands when it is committed. */
async function decide(
  context: EmployeeContext,
  { customerId, policy, audience, steps }: Scan,
  page: PolicyPage,
): Promise<{ readonly unit: Unit; readonly next: Scan }> {
  const found = new Differences(customerId, policy);
  compareMatching(policy, page, found);
  await compareOthers(context, customerId, policy, page, found);
  const matched = audience.matched + page.matching.length;
  const done = page.upTo === END;
  const progress = { scanning: !done, cursor: done ? "" : page.upTo, matched };
  const unit = {
    changes: [
      context.matchings.next(customerId, steps),
      context.audiences.advance(audience, progress),
      ...found.changes(context),
    ],
    events: [
      ...found.events(),
      ...(done && policy.matches ? [events.matched(customerId, policy, matched)] : []),
    ],
    actor: MATCHER,
  };
  const after = { ...audience, ...progress, revision: audience.revision + 1 };
  return { unit, next: { customerId, policy, audience: after, steps: steps + 1 } };
}

/** Notes for whom the policy begins to apply, or applies anew. */
function compareMatching(
  policy: PolicyInForce,
  { matching, people, held }: PolicyPage,
  found: Differences,
): void {
  for (const employeeId of matching) {
    const stance = held.get(employeeId);
    if (stance && isSame(policy, stance)) continue;
    const person = people.get(employeeId);
    if (person) found.add(stance ? "renew" : "add", person, "PUBLICATION");
  }
}

/** Notes for whom it ends: those who have it and don't match any more. */
async function compareOthers(
  context: EmployeeContext,
  customerId: string,
  policy: PolicyInForce,
  { matching, held }: PolicyPage,
  found: Differences,
): Promise<void> {
  const others = new Set(held.keys());
  for (const employeeId of matching) others.delete(employeeId);
  const people = await context.people.byIds(customerId, [...others]);
  const byId = new Map(people.map((person) => [person._id, person]));
  for (const employeeId of others) {
    const person = byId.get(employeeId);
    const what = difference(policy, person, held.get(employeeId));
    // Someone who has come to match while this was read is left to the change that made them.
    if (what === "none" || what === "add" || what === "renew") continue;
    found.remove(what, employeeId, person?.revision ?? 0);
  }
}
