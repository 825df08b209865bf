import { type DomainError, failedPrecondition } from "../../../runtime/errors.ts";

/** Where a policy version stands. */
export type VersionState = "DRAFT" | "IN_REVIEW" | "APPROVED" | "PUBLISHED" | "SUPERSEDED" | "ARCHIVED";

/** What can happen to a version. `approve` is an approval after which more are needed, `complete` the last one. */
export type VersionAct =
  | "edit"
  | "submit"
  | "approve"
  | "complete"
  | "reject"
  | "withdraw"
  | "publish"
  | "supersede"
  | "archive";

/** The state machine: what may happen in a state, and where it leads. */
export const VERSION_TRANSITIONS: Readonly<
  Record<VersionState, Readonly<Partial<Record<VersionAct, VersionState>>>>
> = {
  DRAFT: { edit: "DRAFT", submit: "IN_REVIEW", archive: "ARCHIVED" },
  IN_REVIEW: {
    edit: "DRAFT",
    approve: "IN_REVIEW",
    complete: "APPROVED",
    reject: "DRAFT",
    withdraw: "DRAFT",
    archive: "ARCHIVED",
  },
  APPROVED: { edit: "DRAFT", withdraw: "DRAFT", publish: "PUBLISHED", archive: "ARCHIVED" },
  PUBLISHED: { supersede: "SUPERSEDED", archive: "ARCHIVED" },
  SUPERSEDED: {},
  ARCHIVED: {},
};

/** The states of an open version, of which a policy has at most one. */
export const OPEN_STATES = ["DRAFT", "IN_REVIEW", "APPROVED"] as const satisfies readonly VersionState[];

/** The states of versions that a search finds: what is in force and what is worked on. */
export const SEARCHED_STATES = [...OPEN_STATES, "PUBLISHED"] as const satisfies readonly VersionState[];

const NOT_IN_REVIEW = { reason: "POLICY_NOT_IN_REVIEW", text: "The policy has no version in review." };
const REFUSALS: Readonly<Record<VersionAct, { readonly reason: string; readonly text: string }>> = {
  edit: { reason: "NO_OPEN_DRAFT", text: "The policy has no open version to change. Create a draft first." },
  submit: { reason: "POLICY_NOT_IN_DRAFT", text: "The open version was submitted already." },
  approve: NOT_IN_REVIEW,
  complete: NOT_IN_REVIEW,
  reject: NOT_IN_REVIEW,
  withdraw: NOT_IN_REVIEW,
  publish: { reason: "POLICY_NOT_APPROVED", text: "The policy has no approved version to publish." },
  supersede: { reason: "POLICY_NOT_PUBLISHED", text: "The version is not in force." },
  archive: { reason: "POLICY_ARCHIVED", text: "The version is out of force already." },
};

/** The refusal of an act that the state, or the lack of an open version, does not allow. */
export const versionRefusal = (act: VersionAct): DomainError =>
  failedPrecondition(REFUSALS[act].reason, REFUSALS[act].text);

/** The state after an act. Throws the act's refusal (FAILED_PRECONDITION) when the table has no such transition. */
export function stateAfter(state: VersionState, act: VersionAct): VersionState {
  const next = VERSION_TRANSITIONS[state][act];
  if (next === undefined) throw versionRefusal(act);
  return next;
}
