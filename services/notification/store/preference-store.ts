import type { Connection, Model } from "mongoose";
import { type Change, insert } from "../../../runtime/mongo/change.ts";
import { ReadTogether } from "../../../runtime/mongo/read-together.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type PreferenceRow, preferenceModel } from "./preference-model.ts";

/** Named queries and changes on what users want to be told. Who never chose has no row. */
export class PreferenceStore {
  readonly #model: Model<PreferenceRow>;
  readonly #byOwner: ReadTogether<PreferenceRow>;

  constructor(database: Connection) {
    this.#model = preferenceModel(database);
    this.#byOwner = new ReadTogether(async (customerId, owners) => {
      const rows = await this.#model.find({ customerId, owners: { $in: owners } }).lean<PreferenceRow[]>();
      return new Map(rows.flatMap((row) => row.owners.map((owner) => [owner, row] as const)));
    });
  }

  /** A user's own. */
  async find(customerId: string, userId: string): Promise<PreferenceRow | undefined> {
    const row = await this.#model.findOne({ _id: userId, customerId }).lean<PreferenceRow>();
    return row ?? undefined;
  }

  /** Those of some users and employees, by the id under which they are written to. */
  of(customerId: string, ids: readonly string[]): Promise<ReadonlyMap<string, PreferenceRow>> {
    return this.#byOwner.among(customerId, ids);
  }

  /** The write that keeps what a user chose, if nothing came between. */
  keep(before: PreferenceRow | undefined, after: Omit<PreferenceRow, "revision">): Change {
    if (!before) return insert(this.#model, { ...after, revision: 1 });
    const { owners, language, off } = after;
    return revise(this.#model, before, { $set: { owners, language, off } });
  }
}
