import type { Connection, Model } from "mongoose";
import type { Change } from "../../../runtime/mongo/change.ts";
import { upsertOne } from "../../../runtime/mongo/change.ts";
import { type WorkforceRow, workforceModel } from "./workforce-model.ts";

/** A change of the workforce as a whole. */
export interface WorkforceChange {
  /** People who come, less those who go. */
  readonly by: number;
  /** The most people that there may be afterwards, looked at only if `by` is positive; 0 = unlimited. */
  readonly limit?: number;
  /** Whether it changes who manages whom. A number: only if nobody has changed that since this was read. */
  readonly reporting?: true | number;
  /** The error when the limit (or `reporting`) does not allow it. Default: a stale write. */
  readonly orElse?: () => Error;
}

/** The count of people, and the fence around who manages whom. */
export class WorkforceStore {
  readonly #model: Model<WorkforceRow>;

  constructor(database: Connection) {
    this.#model = workforceModel(database);
  }

  /** The customer's row; zeros before anyone is there. */
  async get(customerId: string): Promise<WorkforceRow> {
    const row = await this.#model.findById(customerId).lean<WorkforceRow | null>();
    return row ?? { _id: customerId, working: 0, reporting: 0 };
  }

  /**
   * The write that counts. Where its conditions don't hold, the upsert tries to insert the row that exists already:
   * a duplicate key, and so the unit fails.
   */
  change(customerId: string, { by, limit = 0, reporting, orElse }: WorkforceChange): Change {
    const filter = {
      _id: customerId,
      ...(by > 0 && limit > 0 ? { working: { $lte: limit - by } } : {}),
      ...(typeof reporting === "number" ? { reporting } : {}),
    };
    const update = { $inc: { working: by, reporting: reporting === undefined ? 0 : 1 } };
    return { ...upsertOne(this.#model, filter, update), orElse };
  }
}
