import type { EmployeeContext } from "../context.ts";
import { isSame } from "../domain/matching.ts";
import type { PolicyInForce } from "../rpc/policies-in-force.ts";
import type { Held } from "../store/assignment-store.ts";
import type { Told } from "../store/people-store.ts";

/** After every employee id. */
export const END = "~";

/** A range of employees: who matches a policy, and who has it. */
export interface PolicyPage {
  /** The ids of those who match, in order. */
  readonly matching: readonly string[];
  /** Those of them to whom the policy does not apply yet as it is. */
  readonly people: ReadonlyMap<string, Told>;
  readonly held: ReadonlyMap<string, Held>;
  /** The last employee of the range, or END. */
  readonly upTo: string;
}

/**
 * Reads the next range after an employee, with at most `limit` who match and `limit` who have the policy. Where most
 * have it already, only ids are read of those who match.
 */
export async function readPage(
  context: EmployeeContext,
  customerId: string,
  policy: PolicyInForce,
  cursor: string,
  limit: number,
): Promise<PolicyPage> {
  const rows = await context.assignments.ofPolicyAfter(customerId, policy.policyId, cursor, limit);
  const { people } = context;
  const range = [customerId, policy.audience, cursor, limit] as const;
  const whole = !policy.matches || !rows.some((row) => isSame(policy, row));
  const told = whole ? await (policy.matches ? people.matchingAfter(...range) : []) : undefined;
  const ids = told?.map((person) => person._id) ?? (await people.idsMatchingAfter(...range));
  const upTo = least(
    endOf(ids, limit),
    endOf(
      rows.map((row) => row.employeeId),
      limit,
    ),
  );
  const held = new Map(rows.flatMap((row) => (row.employeeId <= upTo ? [[row.employeeId, row]] : [])));
  const matching = ids.filter((id) => id <= upTo);
  const lacking = told ?? (await people.byIds(customerId, matching.filter(lacks(policy, held))));
  return { matching, people: new Map(lacking.map((person) => [person._id, person])), held, upTo };
}

const lacks =
  (policy: PolicyInForce, held: ReadonlyMap<string, Held>) =>
  (employeeId: string): boolean => {
    const stance = held.get(employeeId);
    return !stance || !isSame(policy, stance);
  };

/** A full page ends at its last item; one that is not full reaches the end. */
const endOf = (ids: readonly string[], limit: number): string =>
  ids.length < limit ? END : (ids.at(-1) ?? END);

const least = (a: string, b: string): string => (a < b ? a : b);
