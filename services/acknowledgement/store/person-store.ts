import type { Connection, Model } from "mongoose";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import type { KnownPerson } from "../domain/person.ts";
import { type PersonRow, personModel } from "./person-model.ts";

/** Named queries and changes on what is known of people. */
export class PersonStore {
  readonly #model: Model<PersonRow>;

  constructor(database: Connection) {
    this.#model = personModel(database);
  }

  /** What events told of a person, if any did. */
  async find(customerId: string, employeeId: string): Promise<KnownPerson | undefined> {
    return (await this.#model.findOne({ _id: employeeId, customerId }).lean<PersonRow>()) ?? undefined;
  }

  /** What events told of people, by employee id. */
  async byId(customerId: string, employeeIds: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
    const rows = await this.#model.find({ _id: { $in: employeeIds }, customerId }).lean<PersonRow[]>();
    return new Map(rows.map((row) => [row._id, row]));
  }

  /** The write that keeps what is newer, if nobody else has changed what was known. */
  keep(known: KnownPerson | undefined, newer: KnownPerson): Change {
    if (!known) return insert(this.#model, newer);
    const filter = { _id: known._id, customerId: known.customerId, revision: known.revision };
    const { person, presence, revision } = newer;
    return updateOne(this.#model, filter, { $set: { person, presence, revision } });
  }
}
