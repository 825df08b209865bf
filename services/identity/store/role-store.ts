import type { Connection, Model } from "mongoose";
import { alreadyExists, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, removeMany, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type RoleRow, roleModel } from "./role-model.ts";

/** Named queries and changes on customers' own roles. */
export class RoleStore {
  readonly #model: Model<RoleRow>;

  constructor(database: Connection) {
    this.#model = roleModel(database);
  }

  /** A role. Throws ROLE_NOT_FOUND. */
  async get(customerId: string, roleId: string): Promise<RoleRow> {
    const row = await this.#model.findOne({ _id: roleId, customerId }).lean<RoleRow>();
    if (!row) throw notFound("role", roleId);
    return row;
  }

  /** Those of the roles that there are. */
  async some(customerId: string, roleIds: readonly string[]): Promise<RoleRow[]> {
    if (roleIds.length === 0) return [];
    return this.#model.find({ _id: { $in: [...roleIds] }, customerId }).lean<RoleRow[]>();
  }

  /** Throws ROLE_NAME_TAKEN when another role of the customer has the name. */
  async checkFree({ _id, customerId, name, nameKey }: RoleRow): Promise<void> {
    const other = await this.#model.findOne({ customerId, nameKey }).lean<RoleRow>();
    if (other && other._id !== _id) throw alreadyExists("role", "name", name);
  }

  /** How many roles the customer has. */
  count(customerId: string): Promise<number> {
    return this.#model.countDocuments({ customerId });
  }

  /** Roles by name; no two have the same. */
  async list(customerId: string, request: PageRequest): Promise<Page<RoleRow>> {
    const window = pageWindow(request, { customerId });
    const rows = await this.#model
      .find({ customerId, ...afterKey(["nameKey"], window.after) })
      .sort({ nameKey: 1 })
      .limit(window.limit + 1)
      .lean<RoleRow[]>();
    return toPage(rows, window, { customerId }, (row) => [row.nameKey]);
  }

  /** The write that adds a role. */
  insert(row: RoleRow): Change {
    return insert(this.#model, row);
  }

  /** The write that makes a role what `after` says; who holds it stays. */
  replace(before: RoleRow, after: RoleRow): Change {
    const { name, nameKey, description, permissions, updateTime } = after;
    return revise(this.#model, before, { $set: { name, nameKey, description, permissions, updateTime } });
  }

  /** The write that counts a holder more or less. Stale when the role is gone. */
  hold(customerId: string, roleId: string, by: 1 | -1): Change {
    return updateOne(this.#model, { _id: roleId, customerId }, { $inc: { holders: by } });
  }

  /** The writes that remove a role which hasn't changed and which nobody holds. */
  remove(row: RoleRow): Change[] {
    const { _id, customerId, revision } = row;
    return [
      updateOne(this.#model, { _id, customerId, revision, holders: 0 }, { $inc: { revision: 1 } }),
      removeMany(this.#model, { _id, customerId }),
    ];
  }
}
