import type { Connection, Model } from "mongoose";
import type { Actor } from "../auth/principal.ts";
import type { Clock } from "../clock.ts";
import { DAY_MS } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { type Change, insert } from "../mongo/change.ts";
import { defineModel, defineSchema } from "../mongo/model.ts";
import { type EventDraft, encodeEvent, sourceOf, subjectOf } from "./event.ts";

/** Days that published rows stay, for `countersign replay`. */
export const OUTBOX_RETENTION_DAYS = 30;

/** A row of a service's outbox: one event, written in the transaction of its change. */
export interface OutboxRow {
  /** The event's id, `evt_…`. */
  _id: string;
  /** JetStream subject. */
  address: string;
  type: string;
  source: string;
  subject: string;
  customerId: string;
  actor: Actor;
  time: Date;
  body: Buffer;
  /** Present until the relay has published the row. */
  pending?: true;
  /** Set when published; the row goes away then. */
  expireAt?: Date;
}

const outboxSchema = defineSchema<OutboxRow>("outbox", {
  _id: { type: String, required: true },
  address: { type: String, required: true },
  type: { type: String, required: true },
  source: { type: String, required: true },
  subject: { type: String, required: true },
  customerId: { type: String },
  actor: { type: Object, required: true },
  time: { type: Date, required: true },
  body: { type: Buffer, required: true },
  pending: { type: Boolean },
  expireAt: { type: Date },
});
outboxSchema.index({ pending: 1, _id: 1 }, { partialFilterExpression: { pending: true } });
outboxSchema.index({ time: 1, _id: 1 });
outboxSchema.index({ expireAt: 1 }, { expireAfterSeconds: 0 });

/** The outbox of one service's database. */
export const outboxModel = (database: Connection): Model<OutboxRow> =>
  defineModel(database, "Outbox", outboxSchema);

/** Turns drafts into outbox rows: here an event gets its id and time. */
export function outboxRows(
  drafts: readonly EventDraft[],
  actor: Actor,
  clock: Clock,
  newId: NewId,
): OutboxRow[] {
  const time = clock.now();
  return drafts.map((draft) => ({
    _id: newId("evt"),
    address: subjectOf(draft.schema),
    type: draft.schema.typeName,
    source: draft.source ?? sourceOf(draft.schema),
    subject: draft.subject,
    customerId: draft.customerId,
    actor,
    time,
    body: Buffer.from(encodeEvent(draft)),
    pending: true,
  }));
}

/** The writes that put rows into the outbox. */
export const outboxChanges = (model: Model<OutboxRow>, rows: readonly OutboxRow[]): Change[] =>
  rows.map((row) => insert(model, row));

/** When a row published at `now` may be removed. */
export const outboxExpiry = (now: Date): Date => new Date(now.getTime() + OUTBOX_RETENTION_DAYS * DAY_MS);

/** A row's message body; a lean read gives BSON's Binary where the type says Buffer. */
export function eventBody(row: OutboxRow): Uint8Array {
  const body: unknown = row.body;
  return body instanceof Uint8Array ? body : (body as { readonly buffer: Uint8Array }).buffer;
}
