import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { EmployeeContext } from "../context.ts";
import type { Difference, RemovalReason } from "../domain/matching.ts";
import { type AdditionReason, events, type Removed } from "../events.ts";
import type { PolicyInForce } from "../rpc/policies-in-force.ts";
import type { Told } from "../store/people-store.ts";
import { changesFor } from "./step.ts";

/** Who matches: as this the worker stands in events. */
export const MATCHER = serviceActor("employee", "audience matching");

const REMOVALS: readonly RemovalReason[] = ["LEFT", "OUT_OF_SCOPE", "ARCHIVED"];

/** The differences found between one policy and some people, as changes and events. */
export class Differences {
  readonly #customerId: string;
  readonly #policy: PolicyInForce;
  readonly #added: string[] = [];
  readonly #renewed: string[] = [];
  readonly #told = new Map<AdditionReason, Told[]>();
  readonly #removed = new Map<RemovalReason, Removed[]>();

  constructor(customerId: string, policy: PolicyInForce) {
    this.#customerId = customerId;
    this.#policy = policy;
  }

  /** Notes that the policy begins to apply to a person, or applies anew. */
  add(kind: Extract<Difference, "add" | "renew">, person: Told, reason: AdditionReason): void {
    (kind === "add" ? this.#added : this.#renewed).push(person._id);
    const told = this.#told.get(reason);
    if (told) told.push(person);
    else this.#told.set(reason, [person]);
  }

  /** Notes that the policy ends for a person. */
  remove(reason: RemovalReason, employeeId: string, revision: number): void {
    const removed = this.#removed.get(reason);
    if (removed) removed.push({ employeeId, revision });
    else this.#removed.set(reason, [{ employeeId, revision }]);
  }

  /** The writes. */
  changes({ assignments, clock }: EmployeeContext): Change[] {
    const [customerId, policy] = [this.#customerId, this.#policy];
    const gone = [...this.#removed.values()].flat().map((removed) => removed.employeeId);
    return [
      ...assignments.add(customerId, policy, this.#added, clock.now()),
      ...changesFor(this.#renewed, (ids) => assignments.renew(customerId, policy, ids)),
      ...changesFor(gone, (ids) => assignments.remove(customerId, policy.policyId, ids)),
    ];
  }

  /** What is told of them. */
  events(): EventDraft[] {
    const [customerId, policy] = [this.#customerId, this.#policy];
    return [
      ...[...this.#told].flatMap(([reason, people]) => events.added(customerId, policy, reason, people)),
      ...REMOVALS.flatMap((reason) =>
        events.removed(customerId, policy, reason, this.#removed.get(reason) ?? []),
      ),
    ];
  }
}
