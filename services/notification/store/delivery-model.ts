import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Attempt, Channel, DeliveryState, Hold } from "../domain/delivery.ts";
import type { Message } from "../domain/message.ts";

/** One message to one recipient on one channel. An in-app one is also the entry in the inbox. */
export type DeliveryRow = Message & {
  /** `dlv_…`. */
  _id: string;
  customerId: string;
  channel: Channel;
  /** The events that caused it, the first one first; with recipient, channel and kind they are unique. */
  eventIds: readonly string[];
  /** Who is addressed, `usr_…` or `emp_…`. */
  recipient: string;
  /** The recipient's name; may be empty. */
  name: string;
  /** What it is about; empty: several. */
  resourceId: string;
  state: DeliveryState;
  /** Tries of the current set. */
  tries: number;
  createTime: Date;
  updateTime: Date;
  revision: number;
  /** Only in-app: present until it is read. */
  unread?: true;
  /** Only in-app. */
  readTime?: Date;
  /** Only email: as it was given. */
  address?: string;
  /** Only email: the address as it is compared. */
  addressKey?: string;
  /** The subject line as it was sent last. */
  subject?: string;
  /** Finished attempts, oldest first. */
  attempts?: readonly Attempt[];
  /** Present while an attempt is due or will be. */
  nextAttemptTime?: Date;
  /** Present while an attempt is under way: when it began. */
  claimTime?: Date;
  /** Present while further requests to the person are added: "held" ones wait for the return from leave. */
  collecting?: "open" | "held";
  /** Why it has no next attempt. */
  held?: Hold;
};

const schema = defineSchema<DeliveryRow>("deliveries", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  channel: { type: String, required: true },
  kind: { type: String, required: true },
  content: { type: Object, required: true },
  eventIds: { type: [String], required: true },
  recipient: { type: String, required: true },
  name: { type: String },
  resourceId: { type: String },
  state: { type: String, required: true },
  tries: { type: Number, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  revision: { type: Number, required: true },
  unread: { type: Boolean },
  readTime: { type: Date },
  address: { type: String },
  addressKey: { type: String },
  subject: { type: String },
  attempts: { type: [Object], default: undefined },
  nextAttemptTime: { type: Date },
  claimTime: { type: Date },
  collecting: { type: String },
  held: { type: String },
});
const present = (field: string): object => ({ [field]: { $exists: true } });
schema.index({ eventIds: 1, recipient: 1, channel: 1, kind: 1 }, { name: "once_per_event", unique: true });
schema.index({ customerId: 1, recipient: 1, _id: -1 }, { name: "by_recipient" });
schema.index({ customerId: 1, state: 1, _id: -1 }, { name: "by_state" });
schema.index(
  { customerId: 1, addressKey: 1, _id: -1 },
  { name: "by_address", partialFilterExpression: present("addressKey") },
);
schema.index(
  { customerId: 1, recipient: 1, unread: 1, _id: -1 },
  { name: "unread", partialFilterExpression: { unread: true } },
);
schema.index(
  { customerId: 1, resourceId: 1 },
  { name: "unread_about", partialFilterExpression: { unread: true } },
);
schema.index(
  { customerId: 1, recipient: 1, kind: 1, collecting: 1 },
  { name: "one_collecting", unique: true, partialFilterExpression: present("collecting") },
);
schema.index(
  { nextAttemptTime: 1, _id: 1 },
  { name: "due", partialFilterExpression: present("nextAttemptTime") },
);
schema.index({ claimTime: 1 }, { name: "claimed", partialFilterExpression: present("claimTime") });
schema.index({ held: 1, customerId: 1, _id: 1 }, { name: "held", partialFilterExpression: present("held") });

/** The deliveries in the service's database. */
export const deliveryModel = (database: Connection): Model<DeliveryRow> =>
  defineModel(database, "Delivery", schema);
