import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** One domain event, as it came. Never changed, never removed. */
export interface AuditEventRow {
  /** The event's own id. */
  _id: string;
  /** Empty for events of the platform. */
  customerId: string;
  /** Full name of the event message. */
  type: string;
  source: string;
  subject: string;
  /** Either a user or a service, and a name to show, as it was at the time. */
  actor: { readonly userId: string; readonly service: string; readonly name: string };
  /** When it happened, by the producer's clock. */
  time: Date;
  /** When it was recorded, by this service's clock. */
  recordTime: Date;
  /** The event message in protobuf's binary form, byte for byte as published. */
  body: Buffer;
}

const schema = defineSchema<AuditEventRow>("audit_events", {
  _id: { type: String, required: true },
  customerId: { type: String, ref: "customer.Customer" },
  type: { type: String, required: true },
  source: { type: String, required: true },
  subject: { type: String, required: true },
  actor: {
    type: { _id: false, userId: { type: String, ref: "identity.User" }, service: String, name: String },
    required: true,
  },
  time: { type: Date, required: true },
  recordTime: { type: Date, required: true },
  body: { type: Buffer, required: true },
});

/** Events that a user caused; what services did by themselves is never looked for by actor. */
const byUser = { partialFilterExpression: { "actor.userId": { $gt: "" } } };

schema.index({ customerId: 1, time: -1, _id: -1 }, { name: "by_time" });
schema.index({ customerId: 1, type: 1, time: -1, _id: -1 }, { name: "by_type" });
schema.index({ customerId: 1, subject: 1, time: -1, _id: -1 }, { name: "by_subject" });
schema.index({ customerId: 1, "actor.userId": 1, time: -1, _id: -1 }, { name: "by_actor", ...byUser });
schema.index(
  { customerId: 1, "actor.userId": 1, type: 1, time: -1, _id: -1 },
  { name: "by_actor_and_type", ...byUser },
);

/** The ledger's collection. */
export const auditEventModel = (database: Connection): Model<AuditEventRow> =>
  defineModel(database, "AuditEvent", schema);
