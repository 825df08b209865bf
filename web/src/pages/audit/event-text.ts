import type { AuditEvent } from "#gen/countersign/audit/v1/audit_event_pb.ts";
import type { Texts } from "../../app/texts.ts";
import { partsOf } from "./event-parts.ts";
import { shortType } from "./event-types.ts";

/** What the event holds, as JSON; undefined if it can't be read. */
export function dataOf(event: AuditEvent): unknown {
  try {
    return JSON.parse(event.dataJson);
  } catch {
    return undefined;
  }
}

/** What a type of event is called, such as "Policy published". */
export function typeText(t: Texts, type: string): string {
  const name = shortType(type);
  const text = t(`type.${name}`);
  return text === `type.${name}` ? name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ") : text;
}

/** What happened, in a sentence; for types without one, what the type is called. */
export function eventText(t: Texts, event: AuditEvent): string {
  const name = shortType(event.type);
  const text = t(`event.${name}`, partsOf(name, dataOf(event)));
  return text === `event.${name}` ? typeText(t, event.type) : text;
}

/** The fields that the event says have changed. */
export function changedFields(data: unknown): readonly string[] {
  if (typeof data !== "object" || data === null || !("changedFields" in data)) return [];
  return Array.isArray(data.changedFields) ? data.changedFields.map(String) : [];
}
