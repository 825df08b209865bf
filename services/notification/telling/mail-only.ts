import type { Effect } from "../../../runtime/events/consumer.ts";
import type { ReceivedEvent } from "../../../runtime/events/event.ts";
import type { NotificationContext } from "../context.ts";
import type { Message } from "../domain/message.ts";
import { addressingOf } from "../store/delivery-store.ts";
import { mailRow } from "./announce.ts";

/** Whom an event on a way to sign in concerns, as it names them. */
export interface Holder {
  readonly userId: string;
  readonly employeeId: string;
  readonly email: string;
  readonly displayName: string;
}

/** The effect of writing to somebody about their ways to sign in: one mail, and nothing in the inbox. */
export async function mailOnly(
  context: NotificationContext,
  cause: Pick<ReceivedEvent, "id" | "customerId">,
  holder: Holder | undefined,
  message: Message,
  resourceId: string,
): Promise<Effect | undefined> {
  if (!holder || holder.email === "") return undefined;
  const to = { id: holder.userId || holder.employeeId, name: holder.displayName, email: holder.email };
  const row = mailRow(context, cause, { to, message, resourceId });
  const told = await context.deliveries.addressed(cause.customerId, cause.id);
  return told.has(addressingOf(row)) ? undefined : { changes: context.deliveries.post([row]) };
}
