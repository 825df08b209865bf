import type { Connection, Model } from "mongoose";
import { type Change, updateIfPresent, upsertOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type PageKey } from "../../../runtime/mongo/page.ts";
import type { Counts, Movement } from "../domain/counts.ts";
import type { PolicyFacts, PolicyTimes } from "../domain/policy-progress.ts";
import type { Suspicion } from "../domain/reconciliation.ts";
import { type PolicyProgressRow, policyProgressModel } from "./policy-progress-model.ts";

/** What a row that an event creates starts with. */
const UNKNOWN: PolicyFacts = { revision: 0, title: "", standing: "DRAFT", materialVersion: 0 };

/** Named queries and changes on what is known of policies. */
export class PolicyProgressStore {
  readonly #model: Model<PolicyProgressRow>;

  constructor(database: Connection) {
    this.#model = policyProgressModel(database);
  }

  /** What is known of policies, by policy id; one query for all. */
  async find(customerId: string, policyIds: Iterable<string>): Promise<Map<string, PolicyProgressRow>> {
    const rows = await this.#model
      .find({ _id: { $in: [...policyIds] }, customerId })
      .lean<PolicyProgressRow[]>();
    return new Map(rows.map((row) => [row._id, row]));
  }

  /** Rows that wait to be folded, by customer and policy, from after a (customer, policy) key on. */
  stirredAcrossCustomers(after: PageKey | undefined, limit: number): Promise<PolicyProgressRow[]> {
    return this.#model
      .find({ $and: [{ stirred: true }, afterKey(["customerId", "_id"], after)] })
      .sort({ customerId: 1, _id: 1 })
      .limit(limit)
      .lean<PolicyProgressRow[]>();
  }

  /** How many rows wait to be folded. */
  countStirredAcrossCustomers(): Promise<number> {
    return this.#model.countDocuments({ stirred: true });
  }

  /** Policies in force after a (customer, policy) key, in that order. */
  inForceAcrossCustomers(after: PageKey | undefined, limit: number): Promise<PolicyProgressRow[]> {
    return this.#model
      .find({ $and: [{ standing: "IN_FORCE" }, afterKey(["customerId", "_id"], after)] })
      .sort({ customerId: 1, _id: 1 })
      .limit(limit)
      .lean<PolicyProgressRow[]>();
  }

  /** The write that adds an event's movement: one increment, whatever else is under way. */
  move(customerId: string, policyId: string, { materialVersion, pending, acknowledged }: Movement): Change {
    const counts = `counts.${materialVersion}`;
    return this.#touch(customerId, policyId, {
      [`${counts}.pending`]: pending,
      [`${counts}.acknowledged`]: acknowledged,
    });
  }

  /**
   * The writes that keep facts about a policy. Facts older than the known ones change nothing, times only grow:
   * whatever the order of events, the row ends the same.
   */
  learn(customerId: string, policyId: string, facts: PolicyFacts, times: PolicyTimes = {}): Change[] {
    const later = Object.keys(times).length > 0 ? { $max: times } : {};
    return [
      this.#touch(customerId, policyId, {}, later),
      updateIfPresent(
        this.#model,
        { _id: policyId, customerId, revision: { $lt: facts.revision } },
        { $set: facts },
      ),
    ];
  }

  /** The write that says a row has been folded, unless it has moved since it was read. */
  settle({ _id, customerId, moves }: PolicyProgressRow): Change {
    return updateIfPresent(this.#model, { _id, customerId, moves }, { $unset: { stirred: 1 } });
  }

  /** The write that remembers a difference from the source, or forgets it. It is no move. */
  suspect({ _id, customerId }: PolicyProgressRow, suspicion: Suspicion | undefined): Change {
    const update = suspicion ? { $set: { suspicion } } : { $unset: { suspicion: 1 } };
    return updateIfPresent(this.#model, { _id, customerId }, update);
  }

  /** The write that replaces the counts of a material version, unless the row has moved since it was read. */
  repair(row: PolicyProgressRow, materialVersion: number, { pending, acknowledged }: Counts): Change {
    return updateIfPresent(
      this.#model,
      { _id: row._id, customerId: row.customerId, moves: row.moves },
      {
        $set: { [`counts.${materialVersion}`]: { pending, acknowledged }, stirred: true },
        $inc: { moves: 1 },
        $unset: { suspicion: 1 },
      },
    );
  }

  #touch(
    customerId: string,
    policyId: string,
    increments: Readonly<Record<string, number>>,
    more: object = {},
  ): Change {
    return upsertOne(
      this.#model,
      { _id: policyId, customerId },
      { $setOnInsert: UNKNOWN, $set: { stirred: true }, $inc: { ...increments, moves: 1 }, ...more },
    );
  }
}
