import type { Message } from "./message.ts";

/** What is remembered of an acknowledgement that was signed or cancelled. */
export interface Settlement {
  /** Its revision then. */
  readonly revision: number;
  /** When. */
  readonly time: Date;
}

/** Ids of the acknowledgements that a message asks for; none for messages that ask for nothing. */
export function askedFor(message: Message): string[] {
  if (message.kind !== "acknowledgement_requested" && message.kind !== "reminder") return [];
  return message.content.items.map((item) => item.id);
}

/**
 * What is left to say of a message now that some acknowledgements are settled: a request counts by its revision, since
 * a cancelled acknowledgement can be asked for again; a reminder by the time at which it was decided. Undefined:
 * nothing is left.
 */
export function unsettled(message: Message, settled: ReadonlyMap<string, Settlement>): Message | undefined {
  switch (message.kind) {
    case "acknowledgement_requested": {
      const items = message.content.items.filter(
        (item) => (settled.get(item.id)?.revision ?? -1) < item.revision,
      );
      return items.length === 0 ? undefined : { kind: message.kind, content: { items } };
    }
    case "reminder": {
      const decided = message.content.decidedTime;
      const items = message.content.items.filter((item) => {
        const settlement = settled.get(item.id);
        return settlement === undefined || settlement.time < decided;
      });
      return items.length === 0
        ? undefined
        : { kind: message.kind, content: { items, decidedTime: decided } };
    }
    default:
      return message;
  }
}
