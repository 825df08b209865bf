import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A late obligation as an escalation tells of it. */
export interface LateRow {
  readonly acknowledgementId: string;
  readonly employeeId: string;
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly managerId: string;
  readonly policyId: string;
  readonly title: string;
  readonly materialVersion: number;
  readonly dueTime: Date;
  readonly daysOverdue: number;
}

/** An escalation being collected: one per customer, level and run, told as one event when the run has seen all. */
export interface DigestRow {
  readonly _id: string;
  readonly customerId: string;
  readonly level: number;
  readonly role: number;
  readonly daysOverdue: number;
  readonly runTime: Date;
  readonly totalCount: number;
  readonly employeeCount: number;
  /** The longest overdue ones. */
  readonly late: readonly LateRow[];
  readonly open: boolean;
  readonly revision: number;
  /** Set when told; the row goes away then. */
  readonly expireAt?: Date;
}

const schema = defineSchema<DigestRow>("digests", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  level: { type: Number, required: true },
  role: { type: Number, required: true },
  daysOverdue: { type: Number, required: true },
  runTime: { type: Date, required: true },
  totalCount: { type: Number, required: true },
  employeeCount: { type: Number, required: true },
  late: { type: [Object], required: true },
  open: { type: Boolean, required: true },
  revision: { type: Number, required: true },
  expireAt: { type: Date },
});
schema.index(
  { open: 1, customerId: 1, level: 1 },
  { name: "one_open_per_level", unique: true, partialFilterExpression: { open: true } },
);
schema.index({ expireAt: 1 }, { name: "expiry", expireAfterSeconds: 0 });

/** The digests of one service's database. */
export const digestModel = (database: Connection): Model<DigestRow> =>
  defineModel(database, "Digest", schema);
