import { failedPrecondition } from "../../../runtime/errors.ts";
import { isoOfDay } from "./calendar.ts";
import { nextChaseTime } from "./chase.ts";
import type { CustomerRules } from "./customer-rules.ts";
import { renewalOf } from "./due.ts";
import {
  type Action,
  type CancelReason,
  type Evidence,
  type Happening,
  type HistoryActor,
  type HistoryEntry,
  type HistoryFacts,
  type Obligation,
  type ObligationType,
  type Person,
  type ScopeRevision,
  type SignedText,
  TRANSITIONS,
} from "./obligation.ts";

/** The circumstances of a change. */
export interface Moment {
  readonly now: Date;
  readonly actor: HistoryActor;
  readonly rules: CustomerRules;
}

/** Whether an action may happen to an obligation as it stands. */
export const allows = (obligation: Obligation, action: Action): boolean =>
  TRANSITIONS[obligation.status][action] !== undefined;

/** The obligation after an action, one revision on; throws ACKNOWLEDGEMENT_NOT_PENDING when its status forbids it. */
export function advance(
  before: Obligation,
  action: Action,
  { now, actor }: Moment,
  happenings: readonly Happening[],
): Obligation {
  const status = TRANSITIONS[before.status][action];
  if (!status) throw notPending(before);
  const revision = before.revision + 1;
  const added = happenings.map((one): HistoryEntry => ({ time: now, actor, ...one, revision }));
  return { ...before, status, revision, updateTime: now, history: [...before.history, ...added] };
}

const notPending = ({ _id, status }: Obligation): Error =>
  failedPrecondition(
    "ACKNOWLEDGEMENT_NOT_PENDING",
    `The acknowledgement ${_id} is ${status.toLowerCase()}.`,
    {
      metadata: { acknowledgement_id: _id, status },
    },
  );

/** Throws ACKNOWLEDGEMENT_NOT_PENDING for a text that is neither to be signed nor signed. */
export function checkOpenable(obligation: Obligation): void {
  if (!allows(obligation, "open") && obligation.status !== "ACKNOWLEDGED") throw notPending(obligation);
}

/** The text is shown for the first time, or with another sentence to agree to. Undefined: nothing changes. */
export function open(before: Obligation, moment: Moment): Obligation | undefined {
  const { consentText } = moment.rules;
  if (before.openTime && before.consentText === consentText) return undefined;
  const happenings = before.openTime ? [] : [{ action: "OPENED" as const, version: before.text.version }];
  return {
    ...advance(before, "open", moment, happenings),
    openTime: before.openTime ?? moment.now,
    consentText,
  };
}

/** What a signer gives, beside what the obligation itself knows. */
export type Signature = Omit<
  Evidence,
  "openTime" | "signTime" | "policyVersionId" | "contentSha256" | "consentText" | "policyTitle"
>;

/**
 * Signs. `shownSha256` is the hash of the text that the signer was shown. Throws ACKNOWLEDGEMENT_NOT_PENDING, NOT_OPENED
 * or CONTENT_CHANGED.
 */
export function acknowledge(
  before: Obligation,
  shownSha256: string,
  signature: Signature,
  moment: Moment,
): Obligation & { readonly evidence: Evidence } {
  const { now, rules } = moment;
  const after = advance(before, "acknowledge", moment, [
    { action: "ACKNOWLEDGED", version: before.text.version },
  ]);
  if (before.consentText === "") {
    throw failedPrecondition("NOT_OPENED", "Open the text before you sign it.");
  }
  if (shownSha256 !== before.text.contentSha256) {
    throw failedPrecondition(
      "CONTENT_CHANGED",
      "Another text is in force now than you were shown: open it again.",
    );
  }
  if (!before.openTime) throw failedPrecondition("NOT_OPENED", "Open the text before you sign it.");
  const evidence: Evidence = {
    ...signature,
    openTime: before.openTime,
    signTime: now,
    policyVersionId: before.text.policyVersionId,
    policyTitle: before.text.title,
    contentSha256: before.text.contentSha256,
    consentText: before.consentText,
  };
  const signed = {
    ...after,
    signTime: now,
    evidence,
    paused: false,
    pausedOn: undefined,
    nextStepTime: undefined,
  };
  return before.scope && before.latest ? { ...signed, ...renewal(signed, now, rules) } : signed;
}

const renewal = (signed: Obligation, signTime: Date, rules: CustomerRules) =>
  renewalOf(signTime, signed.periodicDays || rules.dueDays.periodicDays, rules.calendar);

/** Withdraws a pending obligation. `comment` adds a word to the reason. */
export function cancel(
  before: Obligation,
  cancelReason: CancelReason,
  moment: Moment,
  comment = "",
): Obligation {
  const after = advance(before, "cancel", moment, [
    { action: "CANCELLED", cancelReason, ...(comment === "" ? {} : { comment }) },
  ]);
  return { ...after, cancelReason, cancelTime: moment.now, nextStepTime: undefined };
}

/** What a cancelled obligation is asked for again with. */
export interface Renewed {
  readonly type: ObligationType;
  readonly person: Person;
  readonly text: SignedText;
  readonly onLeave: boolean;
  readonly dueTime: Date;
  readonly periodicDays: number;
  readonly scope: ScopeRevision | undefined;
  readonly comment: string;
}

/** Asks for a cancelled obligation again. A text that changed meanwhile has to be opened anew. */
export function reopen(before: Obligation, by: Renewed, moment: Moment): Obligation {
  const { comment, onLeave, ...fields } = by;
  const { calendar } = moment.rules;
  const today = calendar.dayOf(moment.now);
  const after = advance(before, "reopen", moment, [
    { action: "REOPENED", ...dueFacts(by.dueTime, moment.rules, comment) },
  ]);
  return planned(
    {
      ...after,
      ...fields,
      cancelReason: undefined,
      cancelTime: undefined,
      openTime: before.text.policyVersionId === by.text.policyVersionId ? before.openTime : undefined,
      paused: onLeave,
      pausedOn: onLeave ? today : undefined,
      chase: { ...before.chase, quietUntil: Math.max(before.chase.quietUntil, today) },
    },
    moment,
  );
}

/** An editorial publication gives a pending obligation another text; it has to be opened anew. */
export function move(before: Obligation, text: SignedText, moment: Moment): Obligation {
  const after = advance(before, "move", moment, [
    { action: "MOVED", earlierVersion: before.text.version, version: text.version },
  ]);
  return { ...after, text, openTime: undefined };
}

/** The person goes on leave: nothing is due until they are back. */
export function pause(before: Obligation, moment: Moment): Obligation {
  const after = advance(before, "pause", moment, [{ action: "PAUSED" }]);
  const pausedOn = moment.rules.calendar.dayOf(moment.now);
  return { ...after, paused: true, pausedOn, nextStepTime: undefined };
}

/** The person is back: the due day moves out by the days of the leave. */
export function resume(before: Obligation, moment: Moment): Obligation {
  const { calendar } = moment.rules;
  const today = calendar.dayOf(moment.now);
  const away = Math.max(0, today - (before.pausedOn ?? today));
  const dueTime = away === 0 ? before.dueTime : calendar.endOf(calendar.dayOf(before.dueTime) + away);
  const after = advance(before, "resume", moment, [
    { action: "RESUMED", ...dueFacts(dueTime, moment.rules) },
  ]);
  const chase = { ...before.chase, quietUntil: Math.max(before.chase.quietUntil, today) };
  return planned({ ...after, dueTime, paused: false, pausedOn: undefined, chase }, moment);
}

/** The obligation with the time of its next reminder or escalation, by the rules of now. */
export function planned(obligation: Obligation, { rules, now }: Pick<Moment, "rules" | "now">): Obligation {
  const nextStepTime = obligation.paused
    ? undefined
    : nextChaseTime(
        { dueDay: rules.calendar.dayOf(obligation.dueTime), chase: obligation.chase },
        rules,
        now,
      );
  return { ...obligation, nextStepTime };
}

/** A signature that must be renewed (again), since the audience holds the signer. */
export function renewing(signed: Obligation, rules: CustomerRules): Obligation {
  return signed.signTime && signed.latest
    ? { ...signed, ...renewal(signed, signed.signTime, rules) }
    : signed;
}

/** The particulars of a due date, with a person's word if there is one. */
export const dueFacts = (dueTime: Date, rules: CustomerRules, comment = ""): HistoryFacts => ({
  dueDate: isoOfDay(rules.calendar.dayOf(dueTime)),
  ...(comment === "" ? {} : { comment }),
});

/** The obligation after a change that only its revision tells of. */
export const touched = (after: Obligation, now: Date): Obligation => ({
  ...after,
  revision: after.revision + 1,
  updateTime: now,
});
