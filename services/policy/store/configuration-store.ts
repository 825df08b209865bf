import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import type { Configuration, ConfigurationState } from "../domain/configuration.ts";
import type { ActiveValues } from "../domain/rendering.ts";
import { changedFields } from "./changed-fields.ts";
import { configurationModel } from "./configuration-model.ts";

/** Which configurations to list; empty strings make no demand, no states means PENDING and ACTIVE. */
export interface ConfigurationFilter {
  readonly policyId: string;
  readonly key: string;
  readonly states: readonly ConfigurationState[];
}

/** Named queries and changes on policy configurations. */
export class ConfigurationStore {
  readonly #model: Model<Configuration>;

  constructor(database: Connection) {
    this.#model = configurationModel(database);
  }

  /** A configuration. Throws POLICY_CONFIGURATION_NOT_FOUND. */
  async get(customerId: string, configurationId: string): Promise<Configuration> {
    const row = await this.#model.findOne({ _id: configurationId, customerId }).lean<Configuration>();
    if (!row) throw notFound("policy configuration", configurationId);
    return row;
  }

  /** The active values of some keys of a policy. */
  async activeValues(customerId: string, policyId: string, keys: readonly string[]): Promise<ActiveValues> {
    if (keys.length === 0) return new Map();
    const rows = await this.#model
      .find({ customerId, policyId, state: "ACTIVE", key: { $in: keys } })
      .lean<Configuration[]>();
    return new Map(rows.map((row) => [row.key, { configurationId: row._id, value: row.value }]));
  }

  /** The key's configuration in a state of which there is at most one. */
  async findOne(
    customerId: string,
    policyId: string,
    key: string,
    state: "PENDING" | "ACTIVE",
  ): Promise<Configuration | undefined> {
    const row = await this.#model.findOne({ customerId, policyId, key, state }).lean<Configuration>();
    return row ?? undefined;
  }

  /** The highest number of a key's values so far; 0 when there is none. */
  async latestNumber(customerId: string, policyId: string, key: string): Promise<number> {
    const row = await this.#model
      .findOne({ customerId, policyId, key }, { number: 1 })
      .sort({ number: -1 })
      .lean<Pick<Configuration, "number">>();
    return row?.number ?? 0;
  }

  /** Configurations by id, as far as the customer has them. */
  async byIds(customerId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Configuration>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#model.find({ _id: { $in: ids }, customerId }).lean<Configuration[]>();
    return new Map(rows.map((row) => [row._id, row]));
  }

  /** What is active of some policies. */
  async activeOf(customerId: string, policyIds: readonly string[]): Promise<Configuration[]> {
    if (policyIds.length === 0) return [];
    return this.#model
      .find({ customerId, policyId: { $in: policyIds }, state: "ACTIVE" })
      .lean<Configuration[]>();
  }

  /** All proposals of a policy that wait for a decision. */
  async pendingOf(customerId: string, policyId: string): Promise<Configuration[]> {
    return this.#model.find({ customerId, policyId, state: "PENDING" }).lean<Configuration[]>();
  }

  /** Configurations, newest first. */
  async list(
    customerId: string,
    request: PageRequest,
    filter: ConfigurationFilter,
  ): Promise<Page<Configuration>> {
    const window = pageWindow(request, filter);
    const states = filter.states.length > 0 ? filter.states : ["PENDING", "ACTIVE"];
    const rows = await this.#model
      .find({
        $and: [
          { customerId, state: { $in: states } },
          filter.policyId === "" ? {} : { policyId: filter.policyId },
          filter.key === "" ? {} : { key: filter.key },
          afterKey(["createTime", "_id"], window.after, -1),
        ],
      })
      .sort({ createTime: -1, _id: -1 })
      .limit(window.limit + 1)
      .lean<Configuration[]>();
    return toPage(rows, window, filter, (row) => [row.createTime, row._id]);
  }

  /** The write that adds a proposal. */
  insert(row: Configuration): Change {
    return insert(this.#model, row);
  }

  /** The write that makes a configuration what a decision made of it, if it is still as it was read. */
  update(before: Configuration, after: Configuration): Change {
    return updateOne(
      this.#model,
      { _id: before._id, customerId: before.customerId, revision: before.revision },
      { $set: changedFields(before, after) },
    );
  }
}
