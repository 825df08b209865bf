import type { Connection, Model } from "mongoose";
import { type Change, insert, updateMany } from "../../../runtime/mongo/change.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type AudienceRow, audienceModel } from "./audience-model.ts";

/** An audience without the snapshot, which is read once per revision of the policy. */
export type AudienceState = Omit<AudienceRow, "snapshot">;

/** The start of a scan over everyone. */
const FROM_THE_START = { scanning: true, cursor: "", matched: 0 } as const;

/** Named queries and changes on audiences. */
export class AudienceStore {
  readonly #model: Model<AudienceRow>;

  constructor(database: Connection) {
    this.#model = audienceModel(database);
  }

  /** What is known of a policy, if anything. */
  find(customerId: string, policyId: string): Promise<AudienceRow | null> {
    return this.#model.findOne({ _id: policyId, customerId }).lean<AudienceRow | null>();
  }

  /** All policies in force. */
  inForce(customerId: string): Promise<AudienceState[]> {
    return this.#model
      .find({ customerId, archived: false })
      .select({ snapshot: 0 })
      .sort({ _id: 1 })
      .lean<AudienceState[]>();
  }

  /** The snapshots of policies, by id. */
  async snapshots(customerId: string, policyIds: readonly string[]): Promise<AudienceRow[]> {
    if (policyIds.length === 0) return [];
    return this.#model.find({ _id: { $in: policyIds }, customerId }).lean<AudienceRow[]>();
  }

  /** The next policy of a customer that is being matched with everyone. */
  scanning(customerId: string): Promise<AudienceState | null> {
    return this.#model
      .findOne({ customerId, scanning: true })
      .select({ snapshot: 0 })
      .sort({ _id: 1 })
      .lean<AudienceState | null>();
  }

  /** The first customer after another one ("" for the first of all) with a policy to be matched. */
  async nextScanningAcrossCustomers(customerId: string): Promise<string | undefined> {
    const row = await this.#model
      .findOne({ scanning: true, customerId: { $gt: customerId } })
      .select({ customerId: 1 })
      .sort({ customerId: 1, _id: 1 })
      .lean<Pick<AudienceRow, "customerId"> | null>();
    return row?.customerId;
  }

  /** How many policies are to be matched. */
  countScanningAcrossCustomers(): Promise<number> {
    return this.#model.countDocuments({ scanning: true }).hint("scanning");
  }

  /** The write for a policy that nothing is known of; scanned from the start. */
  insert(row: Pick<AudienceRow, "_id" | "customerId" | "snapshot" | "policyRevision" | "archived">): Change {
    return insert(this.#model, { ...row, ...FROM_THE_START, revision: 1 });
  }

  /** The write that replaces what is known; with `rescan` everyone is matched anew. */
  replace(
    row: AudienceRow,
    fields: Partial<Pick<AudienceRow, "snapshot" | "policyRevision" | "archived">>,
    rescan: boolean,
  ): Change {
    return revise(this.#model, row, { $set: { ...fields, ...(rescan ? FROM_THE_START : {}) } });
  }

  /** The write that notes how far the scan is. */
  advance(row: AudienceState, scan: Pick<AudienceRow, "scanning" | "cursor" | "matched">): Change {
    return revise(this.#model, row, { $set: scan });
  }

  /** The write that has all policies of a customer matched anew. */
  rescanAll(customerId: string): Change {
    return updateMany(this.#model, { customerId }, { $set: FROM_THE_START, $inc: { revision: 1 } });
  }
}
