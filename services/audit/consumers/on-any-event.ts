import type { DescMessage } from "@bufbuild/protobuf";
import { AlreadyHandled, type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { ReceivedEvent } from "../../../runtime/events/event.ts";
import type { AuditContext } from "../context.ts";
import type { AuditEventRow } from "../store/audit-event-model.ts";

/** A record that is there already is a repetition, also when the inbox has forgotten the event. */
const ONCE = { orElse: () => new AlreadyHandled() };

/**
 * Records every event of the given types. An event that keeps this service's copy of a customer as well (one of
 * `kept`) does both in one unit, since a service has one handler per type.
 */
export function onAnyEvent(
  context: AuditContext,
  types: Iterable<DescMessage>,
  kept: readonly EventHandler[],
): EventHandler[] {
  return Array.from(types, (schema) => {
    const also = kept.find((handler) => handler.schema.typeName === schema.typeName);
    const handler = on(
      schema,
      async (event, tries) => {
        const effect = await also?.handle(event, tries);
        const record = context.auditEvents.record(rowOf(event, context.clock.now()), ONCE);
        return { ...effect, changes: [...(effect?.changes ?? []), record] };
      },
      also?.afterwards,
    );
    return { ...handler, remembersItself: true };
  });
}

const rowOf = (event: ReceivedEvent, recordTime: Date): AuditEventRow => ({
  _id: event.id,
  customerId: event.customerId,
  type: event.type,
  source: event.source,
  subject: event.subject,
  actor: event.actor,
  time: event.time,
  recordTime,
  body: Buffer.from(event.body),
});
