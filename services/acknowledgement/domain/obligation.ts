import type { Day } from "./calendar.ts";

/** Where an obligation stands. */
export type Status = "PENDING" | "ACKNOWLEDGED" | "EXEMPTED" | "CANCELLED";
export const STATUSES: readonly Status[] = ["PENDING", "ACKNOWLEDGED", "EXEMPTED", "CANCELLED"];

/** Why it is asked for. */
export type ObligationType = "NEW_JOINER" | "PERIODIC" | "MANUAL" | "NEW_VERSION";

/** Why it was cancelled. */
export type CancelReason = "SUPERSEDED" | "LEFT" | "OUT_OF_SCOPE" | "POLICY_ARCHIVED" | "MANUAL";

/** What happened to it; the contract's HistoryAction. */
export type HistoryAction =
  | "REQUESTED"
  | "OPENED"
  | "ACKNOWLEDGED"
  | "REMINDED"
  | "ESCALATED"
  | "MOVED"
  | "CANCELLED"
  | "REOPENED"
  | "PAUSED"
  | "RESUMED";

/** Who did something. A user has `userId`, a service `service`. */
export interface HistoryActor {
  readonly userId: string;
  readonly service: string;
  readonly name: string;
}

/** The particulars of what happened; the contract's HistoryEntry says which action has which. */
export interface HistoryFacts {
  /** ISO 8601, in the customer's time zone. */
  readonly dueDate?: string;
  readonly version?: number;
  readonly earlierVersion?: number;
  readonly reminder?: number;
  readonly byHand?: true;
  readonly escalationLevel?: number;
  readonly cancelReason?: CancelReason;
  readonly comment?: string;
}

/** What an action adds to the history. */
export interface Happening extends HistoryFacts {
  readonly action: HistoryAction;
}

/** One entry of an obligation's history. */
export interface HistoryEntry extends Happening {
  /** The particulars in English words, of entries that were written while they were kept as such. */
  readonly detail?: string;
  readonly time: Date;
  readonly actor: HistoryActor;
  /** The obligation's revision after it. */
  readonly revision: number;
}

/** Copies of the person's data, kept up to date until they sign. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly department: string;
  /** `emp_…`; empty: unknown. */
  readonly managerId: string;
  /** The department as it is compared. */
  readonly departmentKey: string;
  /** What a search for the person may begin with: the name, its other words, the email; as they are compared. */
  readonly searchKeys: readonly string[];
  /** The employee's revision that this is taken from; 0: from a call. */
  readonly revision: number;
}

/** The version of the policy to sign or signed. */
export interface SignedText {
  readonly policyVersionId: string;
  readonly version: number;
  readonly title: string;
  readonly contentSha256: string;
}

/** What the employee service knew when it decided that the policy applies (or no longer does). */
export interface ScopeRevision {
  readonly policyRevision: number;
  readonly employeeRevision: number;
}

/** What proves a signature. */
export interface Evidence {
  readonly typedName: string;
  readonly email: string;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly locale: string;
  readonly authenticationMethod: string;
  readonly openTime: Date;
  readonly signTime: Date;
  readonly policyVersionId: string;
  readonly contentSha256: string;
  readonly consentText: string;
  readonly userId: string;
  readonly policyTitle: string;
}

/** The reminders and escalations so far; days are the customer's. */
export interface Chase {
  readonly reminders: number;
  /** No reminder on this day or before: the day of the last one, at first the day on which it was asked for. */
  readonly quietUntil: Day;
  /** How many levels of the ladder it has reached. */
  readonly level: number;
  /** The day on which it reached the last level. */
  readonly escalatedOn?: Day | undefined;
}

/** One person's obligation to sign one material version of a policy, as it is stored. */
export interface Obligation {
  readonly _id: string;
  readonly customerId: string;
  readonly employeeId: string;
  readonly policyId: string;
  readonly materialVersion: number;
  readonly cycle: number;
  /** Whether it is the last cycle of this person and material version. */
  readonly latest: boolean;
  readonly type: ObligationType;
  readonly status: Status;
  readonly cancelReason?: CancelReason | undefined;
  readonly cancelTime?: Date | undefined;
  readonly person: Person;
  readonly text: SignedText;
  readonly paused: boolean;
  /** The day on which the leave began to count. */
  readonly pausedOn?: Day | undefined;
  readonly dueTime: Date;
  /** Days until a signature must be renewed, of the policy; 0: the customer's. */
  readonly periodicDays: number;
  readonly openTime?: Date | undefined;
  /** Empty: never opened. */
  readonly consentText: string;
  readonly signTime?: Date | undefined;
  readonly renewalDueTime?: Date | undefined;
  readonly evidence?: Evidence | undefined;
  /** The receipt, a compact JWS. */
  readonly receipt?: string | undefined;
  readonly receiptKeyId?: string | undefined;
  readonly rolloutId?: string | undefined;
  /** Set while the policy's audience holds the person. */
  readonly scope?: ScopeRevision | undefined;
  readonly chase: Chase;
  /** When time next does something to it: a reminder, an escalation, the request to renew. Unset: nothing. */
  readonly nextStepTime?: Date | undefined;
  readonly history: readonly HistoryEntry[];
  readonly createTime: Date;
  readonly updateTime: Date;
  readonly revision: number;
}

/** What can happen to an obligation. */
export type Action = "open" | "acknowledge" | "cancel" | "reopen" | "move" | "pause" | "resume" | "chase";

/** The state machine: what may happen in which status, and the status afterwards. */
export const TRANSITIONS: Readonly<Record<Status, Partial<Readonly<Record<Action, Status>>>>> = {
  PENDING: {
    open: "PENDING",
    acknowledge: "ACKNOWLEDGED",
    cancel: "CANCELLED",
    move: "PENDING",
    pause: "PENDING",
    resume: "PENDING",
    chase: "PENDING",
  },
  ACKNOWLEDGED: {},
  EXEMPTED: {},
  CANCELLED: { reopen: "PENDING" },
};

/** Who may reopen a cancelled obligation: the audience that holds the person again, or a request for this one. */
export const REOPENED_BY: Readonly<Record<CancelReason, readonly ("audience" | "request")[]>> = {
  SUPERSEDED: [],
  LEFT: ["audience", "request"],
  OUT_OF_SCOPE: ["audience", "request"],
  POLICY_ARCHIVED: [],
  MANUAL: ["request"],
};

/** Past due, pending and not paused. */
export const isOverdue = (obligation: Obligation, now: Date): boolean =>
  obligation.status === "PENDING" && !obligation.paused && obligation.dueTime.getTime() < now.getTime();
