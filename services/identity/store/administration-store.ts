import type { Connection, Model } from "mongoose";
import { type Change, insert } from "../../../runtime/mongo/change.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type AdministrationRow, administrationModel } from "./administration-model.ts";

/** Puts the departures of administrators in a line: of the last two, only one may go. */
export class AdministrationStore {
  readonly #model: Model<AdministrationRow>;

  constructor(database: Connection) {
    this.#model = administrationModel(database);
  }

  /** Where the line stands. Read it before counting who is left. `customerId` empty: the platform. */
  async get(customerId: string): Promise<AdministrationRow> {
    const _id = customerId || "platform";
    const row = await this.#model.findOne({ _id, customerId }).lean<AdministrationRow>();
    return row ?? { _id, customerId, revision: 0 };
  }

  /** The write that steps forward; stale when another administrator has left since `row` was read. */
  advance(row: AdministrationRow): Change {
    return row.revision === 0 ? insert(this.#model, { ...row, revision: 1 }) : revise(this.#model, row, {});
  }
}
