import type { Connection, Model } from "mongoose";
import { type Change, insert, removeMany } from "../../../runtime/mongo/change.ts";
import { type LinkRequestRow, linkRequestModel } from "./link-request-model.ts";

/** The backlog of wishes for links. */
export class LinkRequestStore {
  readonly #model: Model<LinkRequestRow>;

  constructor(database: Connection) {
    this.#model = linkRequestModel(database);
  }

  /** The wish that waits longest. */
  nextAcrossCustomers(): Promise<LinkRequestRow | null> {
    return this.#model.findOne().sort({ _id: 1 }).lean<LinkRequestRow>();
  }

  /** How many wait. */
  countAcrossCustomers(): Promise<number> {
    return this.#model.estimatedDocumentCount();
  }

  /** The write that notes a wish. */
  add(row: LinkRequestRow): Change {
    return insert(this.#model, row);
  }

  /** The write that takes a wish out again, granted or not. */
  done({ _id }: LinkRequestRow): Change {
    return removeMany(this.#model, { _id });
  }
}
