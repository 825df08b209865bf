import { failedPrecondition, invalidField } from "../../../runtime/errors.ts";
import type { Channel } from "./delivery.ts";
import type { Kind } from "./message.ts";

/** Whether a kind may be switched off on a channel; "never" goes there. */
export type Choice = "mandatory" | "optional" | "never";

/**
 * What people can't do without: what is asked of them, and what others rely on their being told. Decisions and reviews
 * always stand in the inbox; their mails are a matter of taste.
 */
const CHOICES: Readonly<Record<Kind, Readonly<Record<Channel, Choice>>>> = {
  policy_update: { in_app: "optional", email: "optional" },
  approval_wanted: { in_app: "mandatory", email: "optional" },
  acknowledgement_requested: { in_app: "mandatory", email: "mandatory" },
  reminder: { in_app: "mandatory", email: "mandatory" },
  escalation: { in_app: "mandatory", email: "mandatory" },
  confirmation: { in_app: "optional", email: "optional" },
  review_due: { in_app: "mandatory", email: "optional" },
  import_finished: { in_app: "optional", email: "optional" },
  invitation: { in_app: "never", email: "mandatory" },
  password_reset: { in_app: "never", email: "mandatory" },
  magic_link: { in_app: "never", email: "mandatory" },
  account_changed: { in_app: "never", email: "mandatory" },
};

/** The kinds that a user chooses about, in the contract's order. */
export const CHOSEN_KINDS: readonly Kind[] = (Object.keys(CHOICES) as Kind[]).filter(
  (kind) => CHOICES[kind].in_app !== "never",
);

/** Whether anything of a kind may be switched off. */
export const isChosen = (kind: Kind): boolean =>
  CHOICES[kind].in_app === "optional" || CHOICES[kind].email === "optional";

/** Whether a kind can't be switched off on a channel. */
export const isMandatory = (kind: Kind, channel: Channel): boolean => CHOICES[kind][channel] === "mandatory";

/** A kind on a channel, as it is stored when it is switched off. */
export type Switch = `${Kind}/${Channel}`;

/** One switch to be set. */
export interface WantedSwitch {
  readonly kind: Kind;
  readonly channel: Channel;
  readonly enabled: boolean;
}

/** What is switched off after some changes. Throws PREFERENCE_MANDATORY, and INVALID_FIELD for what reaches no inbox. */
export function switched(off: readonly Switch[], changes: readonly WantedSwitch[]): Switch[] {
  const next = new Set(off);
  for (const { kind, channel, enabled } of changes) {
    if (!CHOSEN_KINDS.includes(kind))
      throw invalidField("changes.kind", "chosen", "About this kind there is nothing to choose.");
    if (enabled) next.delete(`${kind}/${channel}`);
    else if (isMandatory(kind, channel)) throw mandatory(kind, channel);
    else next.add(`${kind}/${channel}`);
  }
  return [...next].sort();
}

const mandatory = (kind: Kind, channel: Channel) =>
  failedPrecondition("PREFERENCE_MANDATORY", "Messages of this kind can't be switched off there.", {
    metadata: { kind, channel },
  });
