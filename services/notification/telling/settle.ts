import type { Effect } from "../../../runtime/events/consumer.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { NotificationContext } from "../context.ts";
import type { Kind } from "../domain/message.ts";
import { events } from "../events.ts";

/** Entries of inboxes that no longer ask for anything: the writes that mark them read, and whose inboxes these are. */
export async function settleEntries(
  context: NotificationContext,
  customerId: string,
  kinds: readonly Kind[],
  resourceIds: readonly string[],
): Promise<{ readonly changes: Change[]; readonly owners: ReadonlySet<string> }> {
  const entries = await context.inbox.unreadAbout(customerId, kinds, resourceIds);
  return {
    changes: entries.length === 0 ? [] : [context.inbox.settle(customerId, entries, context.clock.now())],
    owners: new Set(entries.map((entry) => entry.recipient)),
  };
}

/** The whole effect of an event that only settles what was asked about one resource. Undefined: nothing was. */
export async function settledQuietly(
  context: NotificationContext,
  cause: { readonly id: string; readonly customerId: string },
  kinds: readonly Kind[],
  resourceId: string | undefined,
): Promise<Effect | undefined> {
  if (!resourceId) return undefined;
  const { changes, owners } = await settleEntries(context, cause.customerId, kinds, [resourceId]);
  if (changes.length === 0) return undefined;
  return { changes, events: events.read(cause.customerId, cause.id, owners) };
}
