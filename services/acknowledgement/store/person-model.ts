import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { KnownPerson } from "../domain/person.ts";

/** The newest that events told of a person who changed; whoever never changed is as the assignment said. */
export type PersonRow = KnownPerson;

const schema = defineSchema<PersonRow>("people", {
  _id: { type: String, required: true, ref: "employee.Employee" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  person: { type: Object, required: true },
  presence: { type: String, required: true },
  revision: { type: Number, required: true },
});

/** The people of one service's database. */
export const personModel = (database: Connection): Model<PersonRow> =>
  defineModel(database, "Person", schema);
