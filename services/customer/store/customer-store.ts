import type { Connection, Model } from "mongoose";
import { alreadyExists, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { nameKey } from "../domain/slug.ts";
import { type CustomerRow, customerModel } from "./customer-model.ts";

/** Which customers a platform operator lists. */
export interface CustomerFilter {
  readonly deleted: boolean;
  /** Beginning of a name, compared without regard to case. */
  readonly query: string;
}

/** Named queries and changes on customers. */
export class CustomerStore {
  readonly #model: Model<CustomerRow>;

  constructor(database: Connection) {
    this.#model = customerModel(database);
  }

  /** A customer, deleted or not. Throws CUSTOMER_NOT_FOUND. */
  async get(customerId: string): Promise<CustomerRow> {
    const row = await this.#model.findById(customerId).lean<CustomerRow>();
    if (!row) throw notFound("customer", customerId);
    return row;
  }

  /** A customer that is not deleted. Throws CUSTOMER_NOT_FOUND. */
  async getLive(customerId: string): Promise<CustomerRow> {
    const row = await this.get(customerId);
    if (row.deleted) throw notFound("customer", customerId);
    return row;
  }

  /** The customer with a slug, if it is not deleted. Throws CUSTOMER_NOT_FOUND. */
  async getBySlug(slug: string): Promise<CustomerRow> {
    const row = await this.#model.findOne({ slug, deleted: false }).lean<CustomerRow>();
    if (!row) throw notFound("customer", slug);
    return row;
  }

  /** Throws CUSTOMER_NAME_TAKEN or CUSTOMER_SLUG_TAKEN when another live customer has them. */
  async checkFree(customerId: string, name: string, slug: string): Promise<void> {
    const key = nameKey(name);
    const others = await this.#model
      .find({ $or: [{ nameKey: key }, { slug }], deleted: false, _id: { $ne: customerId } })
      .limit(2)
      .lean<CustomerRow[]>();
    if (others.some((other) => other.nameKey === key)) throw alreadyExists("customer", "name", name);
    if (others.length > 0) throw alreadyExists("customer", "slug", slug);
  }

  /** Platform operators: customers by name, then id. */
  async listForPlatform(request: PageRequest, filter: CustomerFilter): Promise<Page<CustomerRow>> {
    const window = pageWindow(request, filter);
    const prefix = nameKey(filter.query);
    const conditions = [
      { deleted: filter.deleted },
      prefix === "" ? {} : { nameKey: { $gte: prefix, $lt: `${prefix}\uffff` } },
      afterKey(["nameKey", "_id"], window.after),
    ];
    const rows = await this.#model
      .find({ $and: conditions })
      .sort({ nameKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .lean<CustomerRow[]>();
    return toPage(rows, window, filter, (row) => [row.nameKey, row._id]);
  }

  /** The write that adds a customer. */
  insert(row: CustomerRow): Change {
    return insert(this.#model, row);
  }

  /** The write that replaces a customer's fields, if it is still at the revision that `row` was read at. */
  update(row: CustomerRow, fields: Partial<CustomerRow>): Change {
    return updateOne(
      this.#model,
      { _id: row._id, revision: row.revision },
      { $set: { ...fields, revision: row.revision + 1 } },
    );
  }

  /** The write that makes a deleted customer live again; its unique values are checked by the index. */
  restore(row: CustomerRow, updateTime: Date): Change {
    return updateOne(
      this.#model,
      { _id: row._id, revision: row.revision },
      { $set: { deleted: false, updateTime, revision: row.revision + 1 }, $unset: { deleteTime: 1 } },
    );
  }
}
