import type { Connection, Model } from "mongoose";
import { type Change, insert } from "../../../runtime/mongo/change.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type DigestRow, digestModel } from "./digest-model.ts";

/** Named queries and changes on escalations that are being collected. */
export class DigestStore {
  readonly #model: Model<DigestRow>;

  constructor(database: Connection) {
    this.#model = digestModel(database);
  }

  /** The open digest of a level, if one has begun. */
  async find(customerId: string, level: number): Promise<DigestRow | undefined> {
    return (await this.#model.findOne({ open: true, customerId, level }).lean<DigestRow>()) ?? undefined;
  }

  /** The job: all digests that wait to be told. */
  async openAcrossCustomers(): Promise<DigestRow[]> {
    return this.#model.find({ open: true }).sort({ customerId: 1, level: 1 }).lean<DigestRow[]>();
  }

  /** The write that begins a digest or adds to it. */
  keep(before: DigestRow | undefined, after: DigestRow): Change {
    if (!before) return insert(this.#model, after);
    const { totalCount, employeeCount, late } = after;
    return revise(this.#model, before, { $set: { totalCount, employeeCount, late } });
  }

  /** The write that ends a digest: it is told in the same unit, once. */
  close(digest: DigestRow, expireAt: Date): Change {
    return revise(this.#model, digest, { $set: { open: false, late: [], expireAt } });
  }
}
