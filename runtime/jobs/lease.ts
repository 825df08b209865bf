import type { Connection, Model } from "mongoose";
import type { Clock } from "../clock.ts";
import { defineModel, defineSchema } from "../mongo/model.ts";

/** A row per job or worker of a service: who may run it until when, and when it is due next. */
export interface LeaseRow {
  _id: string;
  holder: string;
  until: Date;
  nextAt: Date;
}

const leaseSchema = defineSchema<LeaseRow>("leases", {
  _id: { type: String, required: true },
  holder: { type: String },
  until: { type: Date, required: true },
  nextAt: { type: Date, required: true },
});

/** The leases of one service's database. */
export const leaseModel = (database: Connection): Model<LeaseRow> =>
  defineModel(database, "Lease", leaseSchema);

const EPOCH = new Date(0);

/** Makes sure that of all replicas only one runs a named piece of work at a time. */
export class Leases {
  readonly #model: Model<LeaseRow>;
  readonly #clock: Clock;
  readonly #holder: string;

  constructor(database: Connection, clock: Clock, holder: string) {
    this.#model = leaseModel(database);
    this.#clock = clock;
    this.#holder = holder;
  }

  /** Takes the lease for `ms` if the work is due and nobody else holds it. */
  async take(name: string, ms: number): Promise<boolean> {
    const now = this.#clock.now();
    const until = new Date(now.getTime() + ms);
    await this.#model.updateOne(
      { _id: name },
      { $setOnInsert: { holder: "", until: EPOCH, nextAt: EPOCH } },
      { upsert: true },
    );
    const taken = await this.#model.updateOne(
      { _id: name, nextAt: { $lte: now }, $or: [{ until: { $lte: now } }, { holder: this.#holder }] },
      { $set: { holder: this.#holder, until } },
    );
    return taken.matchedCount === 1;
  }

  /** Gives the lease back and says when the work is due again. */
  async release(name: string, nextAt: Date): Promise<void> {
    await this.#model.updateOne({ _id: name, holder: this.#holder }, { $set: { until: EPOCH, nextAt } });
  }
}
