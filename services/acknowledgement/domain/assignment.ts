import type { DueFrom } from "./due.ts";
import { cancel, type Moment, renewing, reopen, touched } from "./lifecycle.ts";
import { type Obligation, REOPENED_BY, type ScopeRevision } from "./obligation.ts";
import type { KnownPerson } from "./person.ts";
import type { PolicySnapshot } from "./policy.ts";
import { refreshPerson } from "./refresh-person.ts";
import { type Addressee, dueTimeOf, request } from "./request.ts";
import { isLater } from "./scope.ts";

/** A person to whom a policy applies, with all that bears on the decision. */
export interface Assignment {
  readonly customerId: string;
  readonly policy: PolicySnapshot;
  readonly addressee: Addressee;
  /** What is known beyond the addressee, if newer. */
  readonly known: KnownPerson | undefined;
  readonly scope: ScopeRevision;
  /** When the policy last stopped to apply to the person, if ever. */
  readonly removed: ScopeRevision | undefined;
  readonly from: DueFrom;
  /** The rollout that counts a new obligation. */
  readonly rolloutId: string | undefined;
  /** All obligations of this person for this policy. */
  readonly existing: readonly Obligation[];
}

/** What an assignment changes. Everything empty: nothing. */
export interface Assigned {
  readonly inserted: Obligation | undefined;
  readonly updated: readonly { readonly before: Obligation; readonly after: Obligation }[];
  /** Now PENDING and not before. */
  readonly requested: Obligation | undefined;
  /** Now CANCELLED: superseded by the policy's material version. */
  readonly superseded: readonly Obligation[];
  /** Signatures of earlier material versions that need no renewal any more. */
  readonly outdated: readonly string[];
}

const NOTHING: Assigned = {
  inserted: undefined,
  updated: [],
  requested: undefined,
  superseded: [],
  outdated: [],
};

/** Decides what a policy's coming to apply to a person means for the person's obligations. */
export function assign(assignment: Assignment, newId: () => string, moment: Moment): Assigned {
  const { policy, scope, existing } = assignment;
  if (hasLeft(assignment) || !isLater(scope, assignment.removed)) return NOTHING;
  const current = existing.find((one) => one.latest && one.materialVersion === policy.materialVersion);
  if (!current) {
    const inserted = create(assignment, newId(), moment);
    return { ...supersede(assignment, moment), inserted, requested: inserted };
  }
  const after = again(current, assignment, moment);
  if (!after) return NOTHING;
  const requested = current.status !== "PENDING" && after.status === "PENDING" ? after : undefined;
  const earlier = supersede(assignment, moment);
  return { ...earlier, updated: [...earlier.updated, { before: current, after }], requested };
}

const hasLeft = ({ known, addressee }: Assignment): boolean =>
  known?.presence === "GONE" && known.revision > addressee.person.revision;

const create = ({ addressee, ...rest }: Assignment, id: string, moment: Moment): Obligation =>
  request(
    {
      id,
      customerId: rest.customerId,
      policy: rest.policy,
      addressee: presentAddressee(addressee, rest.known),
      cycle: 1,
      from: rest.from,
      rolloutId: rest.rolloutId,
      scope: rest.scope,
      comment: "",
    },
    moment,
  );

function presentAddressee(addressee: Addressee, known: KnownPerson | undefined): Addressee {
  if (!known || known.revision <= addressee.person.revision) return addressee;
  return { ...addressee, person: known.person, onLeave: known.presence === "ON_LEAVE" };
}

/** What there is already for this material version; undefined: it stays as it is. */
function again(current: Obligation, assignment: Assignment, moment: Moment): Obligation | undefined {
  const { policy, scope, from } = assignment;
  if (!isLater(scope, current.scope)) return undefined;
  const addressee = presentAddressee(assignment.addressee, assignment.known);
  if (current.status === "CANCELLED") {
    const reason = current.cancelReason;
    if (!reason || !REOPENED_BY[reason].includes("audience")) return undefined;
    const dueTime = dueTimeOf(from, policy, moment);
    const { text, days } = policy;
    return reopen(
      current,
      { ...addressee, type: from.type, text, dueTime, scope, periodicDays: days.periodicDays, comment: "" },
      moment,
    );
  }
  if (current.status === "ACKNOWLEDGED")
    return touched(renewing({ ...current, scope }, moment.rules), moment.now);
  const presence = addressee.onLeave ? ("ON_LEAVE" as const) : ("ACTIVE" as const);
  const person = { _id: current.employeeId, customerId: current.customerId, presence };
  const fresh = refreshPerson(
    current,
    { ...person, person: addressee.person, revision: addressee.person.revision },
    moment,
  );
  return { ...(fresh ?? touched(current, moment.now)), scope };
}

/** The new material version asks anew: pending obligations of earlier ones end, and their signatures need no renewal. */
function supersede({ existing, policy }: Assignment, moment: Moment): Assigned {
  const earlier = existing.filter((one) => one.materialVersion < policy.materialVersion);
  const updated = earlier
    .filter((one) => one.status === "PENDING")
    .map((before) => ({ before, after: cancel(before, "SUPERSEDED", moment) }));
  const outdated = earlier
    .filter((one) => one.status === "ACKNOWLEDGED" && one.renewalDueTime !== undefined)
    .map((one) => one._id);
  return { ...NOTHING, updated, superseded: updated.map((change) => change.after), outdated };
}
