import type { JsMsg } from "@nats-io/jetstream";
import { headers } from "@nats-io/transport-node";
import type { Bus } from "./streams.ts";

/** An event that a service gave up on. */
export interface DeadLetter {
  /** Position in the dead-letter stream; names it for `resubmit`. */
  readonly sequence: number;
  readonly service: string;
  readonly subject: string;
  readonly eventId: string;
  readonly reason: string;
  readonly time: Date;
}

/** Keeps a message in the dead-letter stream, with the reason. */
export async function deadLetter(bus: Bus, service: string, message: JsMsg, error: unknown): Promise<void> {
  const h = headers();
  for (const [key, values] of message.headers ?? []) for (const value of values) h.append(key, value);
  h.set("dead-service", service);
  h.set("dead-subject", message.subject);
  h.set(
    "dead-reason",
    encodeURIComponent(error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );
  h.delete("Nats-Msg-Id");
  const id = `dead-${service}-${message.headers?.get("ce-id") ?? message.seq}-${message.seq}`;
  await bus.js.publish(bus.address(`dead.${service}`), message.data, { headers: h, msgID: id });
}

/** Lists dead letters, oldest first, at most `limit`. */
export async function listDeadLetters(bus: Bus, limit: number): Promise<DeadLetter[]> {
  const state = (await bus.manager.streams.info(bus.deadStream)).state;
  const found: DeadLetter[] = [];
  if (state.messages === 0) return []; // an empty stream's first sequence may be 0, which names no message
  for (let sequence = state.first_seq; sequence <= state.last_seq && found.length < limit; sequence++) {
    const stored = await bus.manager.streams.getMessage(bus.deadStream, { seq: sequence });
    if (!stored) continue;
    found.push({
      sequence,
      service: stored.header.get("dead-service"),
      subject: stored.header.get("dead-subject"),
      eventId: stored.header.get("ce-id"),
      reason: decodeURIComponent(stored.header.get("dead-reason")),
      time: stored.time,
    });
  }
  return found;
}

/**
 * Publishes a dead letter again to the event stream and removes it. Every consumer of the event sees it; those that
 * have handled it ignore it. Throws when there is no such dead letter.
 */
export async function resubmitDeadLetter(bus: Bus, sequence: number): Promise<void> {
  const stored = await bus.manager.streams.getMessage(bus.deadStream, { seq: sequence });
  if (!stored) throw new Error(`there is no dead letter ${sequence}`);
  const subject = stored.header.get("dead-subject");
  for (const key of ["dead-service", "dead-subject", "dead-reason", "Nats-Msg-Id"]) stored.header.delete(key);
  await bus.js.publish(subject, stored.data, { headers: stored.header });
  await bus.manager.streams.deleteMessage(bus.deadStream, sequence);
}
