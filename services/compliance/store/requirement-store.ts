import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { searchWords, textKey } from "../domain/identifier.ts";
import { PLATFORM } from "../domain/requirement.ts";
import type { RequirementType } from "../domain/requirement-type.ts";
import { type RequirementRow, requirementModel } from "./requirement-model.ts";

/** Which requirements are listed. */
export interface RequirementFilter {
  /** Empty: of all frameworks and none. */
  readonly frameworkId: string;
  /** Empty: all. */
  readonly types: readonly RequirementType[];
  readonly ownOnly: boolean;
  readonly query: string;
}

/** Named queries and changes on requirements. A customer sees the platform's and its own. */
export class RequirementStore {
  readonly #model: Model<RequirementRow>;

  constructor(database: Connection) {
    this.#model = requirementModel(database);
  }

  /** A requirement that the customer sees. Throws REQUIREMENT_NOT_FOUND. */
  async get(customerId: string, requirementId: string): Promise<RequirementRow> {
    const row = await this.#model
      .findOne({ _id: requirementId, customerId: { $in: [PLATFORM, customerId] }, deleted: false })
      .lean<RequirementRow>();
    if (!row) throw notFound("requirement", requirementId);
    return row;
  }

  /** Whether an identifier is taken among what the customer sees in a framework; `except` is the asking requirement. */
  async isTaken(
    customerId: string,
    frameworkId: string,
    identifier: string,
    except: string,
  ): Promise<boolean> {
    const taken = await this.#model.exists({
      customerId: { $in: [PLATFORM, customerId] },
      frameworkId,
      identifierKey: textKey(identifier),
      deleted: false,
      _id: { $ne: except },
    });
    return taken !== null;
  }

  /** How many requirements of its own a customer has in each framework that has some. */
  async countOwn(customerId: string): Promise<Map<string, number>> {
    const counted = await this.#model.aggregate<{ _id: string; count: number }>([
      { $match: { customerId, deleted: false, frameworkId: { $gt: "" } } },
      { $group: { _id: "$frameworkId", count: { $sum: 1 } } },
    ]);
    return new Map(counted.map(({ _id, count }) => [_id, count]));
  }

  /** All that the customer sees in a framework, by identifier. */
  inFramework(customerId: string, frameworkId: string): Promise<RequirementRow[]> {
    return this.#model
      .find({ customerId: { $in: [PLATFORM, customerId] }, frameworkId, deleted: false })
      .sort({ orderKey: 1, _id: 1 })
      .lean<RequirementRow[]>();
  }

  /** A page of what the customer sees, by identifier, then id. */
  async list(
    customerId: string,
    request: PageRequest,
    filter: RequirementFilter,
  ): Promise<Page<RequirementRow>> {
    const window = pageWindow(request, filter);
    const words = searchWords(filter.query).map(($regex) => ({ searchText: { $regex } }));
    const conditions = [
      { customerId: filter.ownOnly ? customerId : { $in: [PLATFORM, customerId] }, deleted: false },
      filter.frameworkId === "" ? {} : { frameworkId: filter.frameworkId },
      filter.types.length === 0 ? {} : { type: { $in: filter.types } },
      ...words,
      afterKey(["orderKey", "_id"], window.after),
    ];
    const rows = await this.#model
      .find({ $and: conditions })
      .sort({ orderKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .lean<RequirementRow[]>();
    return toPage(rows, window, filter, (row) => [row.orderKey, row._id]);
  }

  /** The write that adds a requirement. */
  insert(row: RequirementRow): Change {
    return insert(this.#model, row);
  }

  /** The write that changes a requirement's fields. */
  update(row: RequirementRow, fields: Partial<RequirementRow>): Change {
    return revise(this.#model, row, { $set: fields });
  }

  /** The write that deletes a requirement; stale when something has begun to track it meanwhile. */
  remove(row: RequirementRow, now: Date): Change {
    const { _id, customerId, revision } = row;
    return updateOne(
      this.#model,
      { _id, customerId, revision, deleted: false, tracked: false },
      { $set: { deleted: true, deleteTime: now, updateTime: now }, $inc: { revision: 1 } },
    );
  }

  /** The write that keeps a requirement from being deleted; stale when it just was. Its etag stays. */
  track({ _id, customerId }: RequirementRow): Change {
    return updateOne(this.#model, { _id, customerId, deleted: false }, { $set: { tracked: true } });
  }
}
