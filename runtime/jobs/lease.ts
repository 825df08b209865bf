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

/** How long a holder that has died keeps others from its work, in ms; a living one renews in time. */
export const LEASE_MS = 10_000;

/** The two clocks of a lease. */
export interface LeaseClocks {
  /** The domain's: says what is due. */
  readonly clock: Clock;
  /** The machine's: says whether the holder still lives, also where a test drives the domain's clock. */
  readonly wall: Clock;
}

/** Makes sure that of all replicas only one runs a named piece of work at a time. */
export class Leases {
  readonly #model: Model<LeaseRow>;
  readonly #clocks: LeaseClocks;
  readonly #holder: string;

  constructor(database: Connection, clocks: LeaseClocks, holder: string) {
    this.#model = leaseModel(database);
    this.#clocks = clocks;
    this.#holder = holder;
  }

  /**
   * Runs work under its lease, renewed while it lasts. Does nothing when the work is not due or somebody else holds it.
   * `nextAt` says when it is due again, told whether it succeeded. What the work throws is thrown.
   */
  async hold(name: string, work: () => Promise<void>, nextAt: (succeeded: boolean) => Date): Promise<void> {
    if (!(await this.#take(name))) return;
    const renewing = setInterval(() => void this.#renew(name).catch(() => {}), LEASE_MS / 4);
    let succeeded = false;
    try {
      await work();
      succeeded = true;
    } finally {
      clearInterval(renewing);
      await this.#model.updateOne(
        { _id: name, holder: this.#holder },
        { $set: { until: EPOCH, nextAt: nextAt(succeeded) } },
      );
    }
  }

  async #take(name: string): Promise<boolean> {
    const row = { holder: "", until: EPOCH, nextAt: EPOCH };
    const known = await this.#model.exists({ _id: name });
    if (!known) await this.#model.updateOne({ _id: name }, { $setOnInsert: row }, { upsert: true });
    const now = this.#clocks.wall.now();
    const taken = await this.#model.updateOne(
      {
        _id: name,
        nextAt: { $lte: this.#clocks.clock.now() },
        $or: [{ until: { $lte: now } }, { holder: this.#holder }],
      },
      { $set: { holder: this.#holder, until: this.#end() } },
    );
    return taken.matchedCount === 1;
  }

  /** A renewal that fails (MongoDB is away) lets the lease end: whoever takes over finds conditional writes. */
  async #renew(name: string): Promise<void> {
    await this.#model.updateOne({ _id: name, holder: this.#holder }, { $set: { until: this.#end() } });
  }

  #end(): Date {
    return new Date(this.#clocks.wall.now().getTime() + LEASE_MS);
  }
}
