/** An acknowledgement that somebody is asked for. */
export interface RequestedItem {
  /** `ack_…`. */
  readonly id: string;
  /** Title of the policy. */
  readonly title: string;
  readonly dueTime: Date;
  /** The acknowledgement's revision when it was asked for; a higher one that settles it takes the item out. */
  readonly revision: number;
}

/** An acknowledgement that somebody is reminded of. */
export interface ReminderItem {
  readonly id: string;
  readonly title: string;
  readonly dueTime: Date;
  /** Whole days in the customer's time zone; negative: overdue. */
  readonly daysUntilDue: number;
}

/** An overdue acknowledgement of somebody else. */
export interface OverdueItem {
  readonly title: string;
  readonly employeeName: string;
  readonly department: string;
  readonly dueTime: Date;
  readonly daysOverdue: number;
}

/** What a message of each kind tells; texts are made of it in the reader's language. */
export interface Facts {
  readonly acknowledgement_requested: { readonly items: readonly RequestedItem[] };
  readonly reminder: {
    readonly items: readonly ReminderItem[];
    /** When it was decided: what was settled later takes the item out. */
    readonly decidedTime: Date;
  };
  readonly escalation: {
    readonly daysOverdue: number;
    readonly totalCount: number;
    readonly employeeCount: number;
    /** The longest overdue, at most MOST_LISTED. */
    readonly items: readonly OverdueItem[];
  };
  readonly confirmation: {
    readonly title: string;
    readonly version: number;
    readonly signTime: Date;
    readonly renewalDueTime?: Date;
  };
  readonly approval_wanted: {
    readonly subject: "version" | "configuration";
    readonly policyId: string;
    readonly title: string;
    /** Number of the version, or of the configuration's value. */
    readonly number: number;
    /** The configuration's key; empty for a version. */
    readonly key: string;
    readonly byName: string;
    readonly comment: string;
  };
  readonly policy_update: {
    readonly change: "published" | "approved" | "rejected";
    readonly title: string;
    readonly version: number;
    readonly byName: string;
    readonly comment: string;
  };
  readonly review_due: {
    readonly title: string;
    readonly dueTime: Date;
    /** Whole days; negative: overdue. */
    readonly daysUntilDue: number;
  };
  readonly import_finished: {
    readonly completed: boolean;
    readonly created: number;
    readonly updated: number;
    readonly deactivated: number;
    readonly refused: number;
    /** Why the import as a whole failed; empty otherwise. */
    readonly failure: string;
  };
  readonly invitation: MailedLink & { readonly byName: string };
  readonly password_reset: MailedLink;
  readonly magic_link: MailedLink;
  readonly account_changed: {
    readonly change: AccountChange;
    readonly time: Date;
    /** The network address that it was done from; empty: unknown. */
    readonly ipAddress: string;
    /** Who did it, if not the reader. Empty: the reader, or whoever had their secrets. */
    readonly byName: string;
  };
}

/** A link in a mail that lets its reader in. Its secret part is asked for when the mail is written, and kept nowhere. */
export interface MailedLink {
  /** `lnk_…`. */
  readonly linkId: string;
  readonly expireTime: Date;
}

/** What changed in the ways to sign in. */
export type AccountChange =
  | "password_changed"
  | "password_reset"
  | "totp_enabled"
  | "totp_disabled"
  | "recovery_codes_regenerated"
  | "recovery_code_used";

/** What a message is about. */
export type Kind = keyof Facts;

/** A kind with what it tells; without K, any of them. */
export type Message<K extends Kind = Kind> = {
  [P in K]: { readonly kind: P; readonly content: Facts[P] };
}[K];

/** Entries that a digest lists before it says "and so many more". */
export const MOST_LISTED = 50;
/** Characters kept of a comment in a message. */
export const MOST_COMMENT = 1000;

/** What a message is about: the one acknowledgement that it asks for, nothing for several, else `stored`. */
export function resourceOf(message: Message, stored: string): string {
  if (message.kind !== "acknowledgement_requested" && message.kind !== "reminder") return stored;
  const [item, another] = message.content.items;
  return item !== undefined && another === undefined ? item.id : "";
}

/** The link that a message carries, if it carries one that lets its reader in. */
export function mailedLinkOf(message: Message): MailedLink | undefined {
  switch (message.kind) {
    case "invitation":
    case "password_reset":
    case "magic_link":
      return message.content;
    default:
      return undefined;
  }
}
