import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import type { Version, VersionHead } from "../domain/version.ts";
import type { VersionState } from "../domain/version-state.ts";
import { changedFields } from "./changed-fields.ts";
import { versionModel } from "./version-model.ts";

/** Which versions of a policy to list; no states means all. */
export interface VersionFilter {
  readonly policyId: string;
  readonly states: readonly VersionState[];
}

/** What a read without texts leaves out. */
const NO_TEXTS = { contentMarkdown: 0, renderedMarkdown: 0 } as const;

/** Named queries and changes on policy versions. */
export class VersionStore {
  readonly #model: Model<Version>;

  constructor(database: Connection) {
    this.#model = versionModel(database);
  }

  /** A version with its texts. Throws POLICY_VERSION_NOT_FOUND. */
  async get(customerId: string, versionId: string): Promise<Version> {
    const row = await this.#model.findOne({ _id: versionId, customerId }).lean<Version>();
    if (!row) throw notFound("policy version", versionId);
    return row;
  }

  /** A version without its texts. Throws POLICY_VERSION_NOT_FOUND. */
  async getHead(customerId: string, versionId: string): Promise<VersionHead> {
    const row = await this.#model.findOne({ _id: versionId, customerId }, NO_TEXTS).lean<VersionHead>();
    if (!row) throw notFound("policy version", versionId);
    return row;
  }

  /** The version with an id, with its texts; undefined without an id. */
  async find(customerId: string, versionId: string | undefined): Promise<Version | undefined> {
    return versionId === undefined ? undefined : this.get(customerId, versionId);
  }

  /** The version with an id, without its texts; undefined without an id. */
  async findHead(customerId: string, versionId: string | undefined): Promise<VersionHead | undefined> {
    return versionId === undefined ? undefined : this.getHead(customerId, versionId);
  }

  /** The last version before a number that is or was in force, with its texts. */
  async findInForceBefore(
    customerId: string,
    policyId: string,
    number: number,
  ): Promise<Version | undefined> {
    const row = await this.#model
      .findOne({ customerId, policyId, number: { $lt: number }, publishTime: { $type: "date" } })
      .sort({ number: -1 })
      .lean<Version>();
    return row ?? undefined;
  }

  /** Versions without texts by id, as far as the customer has them. */
  async headsById(customerId: string, ids: readonly string[]): Promise<ReadonlyMap<string, VersionHead>> {
    const rows = await this.#model.find({ _id: { $in: ids }, customerId }, NO_TEXTS).lean<VersionHead[]>();
    return new Map(rows.map((row) => [row._id, row]));
  }

  /** A policy's versions without texts, highest number first. */
  async list(customerId: string, request: PageRequest, filter: VersionFilter): Promise<Page<VersionHead>> {
    const window = pageWindow(request, filter);
    const rows = await this.#model
      .find(
        {
          $and: [
            { customerId, policyId: filter.policyId },
            filter.states.length > 0 ? { state: { $in: filter.states } } : {},
            afterKey(["number"], window.after, -1),
          ],
        },
        NO_TEXTS,
      )
      .sort({ number: -1 })
      .limit(window.limit + 1)
      .lean<VersionHead[]>();
    return toPage(rows, window, filter, (row) => [row.number]);
  }

  /** The write that adds a version. */
  insert(row: Version): Change {
    return insert(this.#model, row);
  }

  /** The write that makes a version what a decision made of it; guarded by the write of its policy in the same unit. */
  update<V extends VersionHead>(before: V, after: V): Change {
    return updateOne(
      this.#model,
      { _id: before._id, customerId: before.customerId, state: before.state },
      { $set: changedFields(before, after) },
    );
  }
}
