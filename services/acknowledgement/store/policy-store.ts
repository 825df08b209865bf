import type { Connection, Model } from "mongoose";
import { type Change, insert, upsertOne } from "../../../runtime/mongo/change.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import type { KnownPolicy } from "../domain/policy.ts";
import { type PolicyRow, policyModel } from "./policy-model.ts";
import { difference } from "./row-difference.ts";

/** As a lean read gives it: bytes come wrapped. */
type StoredPolicy = Omit<PolicyRow, "published"> & { readonly published: { readonly buffer: Uint8Array } };

const plain = (row: StoredPolicy | null): PolicyRow | undefined =>
  row ? { ...row, published: row.published.buffer } : undefined;

/** Named queries and changes on what is known of policies. */
export class PolicyStore {
  readonly #model: Model<PolicyRow>;

  constructor(database: Connection) {
    this.#model = policyModel(database);
  }

  /** What is known of a policy; undefined: it was never in force, as far as events told. */
  async find(customerId: string, policyId: string): Promise<PolicyRow | undefined> {
    return plain(await this.#model.findOne({ _id: policyId, customerId }).lean<StoredPolicy>());
  }

  /** A customer's policies, all or the named ones. */
  async list(customerId: string, policyIds: readonly string[]): Promise<PolicyRow[]> {
    const named = policyIds.length > 0 ? { _id: { $in: policyIds } } : {};
    const rows = await this.#model.find({ customerId, ...named }).lean<StoredPolicy[]>();
    return rows.flatMap((row) => plain(row) ?? []);
  }

  /** The worker: a policy with sweeps to go on with. */
  async nextSweepAcrossCustomers(): Promise<PolicyRow | undefined> {
    return plain(await this.#model.findOne({ sweeping: true }).sort({ _id: 1 }).lean<StoredPolicy>());
  }

  /** The worker: how many policies have sweeps to go on with. */
  async countSweepingAcrossCustomers(): Promise<number> {
    return this.#model.countDocuments({ sweeping: true });
  }

  /** The write that adds a policy. `additions` counts the event that told of it, if that added people. */
  insert(policy: KnownPolicy, additions: 0 | 1): Change {
    return insert(this.#model, {
      ...policy,
      published: Buffer.from(policy.published),
      _id: policy.policyId,
      revision: 1,
      sweeping: policy.sweeps.length > 0,
      additions,
      removals: 0,
    });
  }

  /** The write that replaces what is known, if nobody else has changed it. */
  update(before: PolicyRow, after: KnownPolicy, additions: 0 | 1 = 0): Change {
    const changed = { ...before, ...after, sweeping: after.sweeps.length > 0 };
    const { $set, ...rest } = difference(before, changed);
    const published =
      changed.published === before.published ? {} : { published: Buffer.from(changed.published) };
    return revise(this.#model, before, {
      ...rest,
      ...($set ? { $set: { ...$set, ...published } } : {}),
      ...(additions ? { $inc: { additions } } : {}),
    });
  }

  /** The write that goes with people asked: it holds only if the policy is as it was read and nobody was removed since. */
  countAddition({ _id, customerId, removals, policyRevision, archived }: PolicyRow): Change {
    return this.#whileSo({ _id, customerId, removals, policyRevision, archived }, { $inc: { additions: 1 } });
  }

  /** The write that goes with people removed: it holds only if none were asked since the policy was read. */
  countRemoval({ _id, customerId, additions }: PolicyRow): Change {
    return this.#whileSo({ _id, customerId, additions }, { $inc: { removals: 1 } });
  }

  /**
   * An update of a row that exists, if the rest of the filter holds; otherwise it would insert a row whose id is taken,
   * and the unit fails as stale. Unlike updateOne it needs no result for each of a unit's thousand other writes.
   */
  #whileSo(filter: object, update: object): Change {
    return upsertOne(this.#model, filter, update);
  }
}
