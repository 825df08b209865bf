import { cancel, type Moment, reopen, touched } from "./lifecycle.ts";
import type { Obligation } from "./obligation.ts";
import type { KnownPerson } from "./person.ts";
import type { KnownPolicy } from "./policy.ts";
import { refreshPerson } from "./refresh-person.ts";
import { dueTimeOf } from "./request.ts";
import { withoutRenewal } from "./unassignment.ts";

/** What follows from a person's new state for one of their obligations; undefined: nothing does. */
export type EmployeeEffect = (
  row: Obligation,
  known: KnownPerson,
  policy: KnownPolicy | undefined,
  moment: Moment,
) => Obligation | undefined;

/** Pending obligations get the new copies, and leave pauses or resumes them. */
export const keepUpToDate: EmployeeEffect = (row, known, policy, moment) =>
  known.presence === "GONE" ? leave(row, known, policy, moment) : refreshPerson(row, known, moment);

/** The person left: what is pending is cancelled, and signatures need no renewal. */
export const leave: EmployeeEffect = (row, known, _policy, moment) => {
  if (row.status === "PENDING") return cancel({ ...row, person: known.person }, "LEFT", moment);
  return row.renewalDueTime ? touched(withoutRenewal(row), moment.now) : undefined;
};

/**
 * The person came back. What audiences ask of them, their assignments reopen; what was asked for by hand is reopened
 * here, if that material version is still in force.
 */
export const comeBack: EmployeeEffect = (row, known, policy, moment) => {
  const askedByHand = row.type === "MANUAL" && row.status === "CANCELLED" && row.cancelReason === "LEFT";
  const inForce = policy && !policy.archived && policy.materialVersion === row.materialVersion;
  if (!askedByHand || !inForce || !row.latest) return keepUpToDate(row, known, policy, moment);
  return reopen(
    row,
    {
      type: "MANUAL",
      person: known.person,
      text: policy.text,
      onLeave: known.presence === "ON_LEAVE",
      dueTime: dueTimeOf({ type: "MANUAL", days: 0 }, policy, moment),
      periodicDays: policy.days.periodicDays,
      scope: row.scope,
      comment: "",
    },
    moment,
  );
};
