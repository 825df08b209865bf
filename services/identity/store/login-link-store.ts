import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, removeMany } from "../../../runtime/mongo/change.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import type { Grants } from "../domain/group-mapping.ts";
import { type LoginLinkRow, loginLinkModel } from "./login-link-model.ts";

/** Named queries and changes on links between users and identity providers. */
export class LoginLinkStore {
  readonly #model: Model<LoginLinkRow>;

  constructor(database: Connection) {
    this.#model = loginLinkModel(database);
  }

  /** The link of a person at a provider. */
  findBySubject(customerId: string, providerId: string, subject: string): Promise<LoginLinkRow | null> {
    return this.#model.findOne({ customerId, providerId, subject }).lean<LoginLinkRow>();
  }

  /** The link of a user with a provider. */
  findByUser(customerId: string, providerId: string, userId: string): Promise<LoginLinkRow | null> {
    return this.#model.findOne({ customerId, providerId, userId }).lean<LoginLinkRow>();
  }

  /** The link of a user with a provider. Throws LOGIN_LINK_NOT_FOUND. */
  async getByUser(customerId: string, providerId: string, userId: string): Promise<LoginLinkRow> {
    const row = await this.findByUser(customerId, providerId, userId);
    if (!row) throw notFound("login link", userId);
    return row;
  }

  /** The write that adds a link. */
  insert(row: LoginLinkRow): Change {
    return insert(this.#model, row);
  }

  /** The write that notes what the person's groups give, if nobody else has since the link was read. */
  grant(row: LoginLinkRow, granted: Grants): Change {
    const { roles, customRoleIds } = granted;
    return revise(this.#model, row, { $set: { grantedRoles: roles, grantedCustomRoleIds: customRoleIds } });
  }

  /** The writes that remove a link, if it hasn't changed since it was read. */
  remove(row: LoginLinkRow): Change[] {
    const { _id, customerId } = row;
    return [revise(this.#model, row, {}), removeMany(this.#model, { _id, customerId })];
  }

  /** The write that removes all links with a provider. */
  removeOfProvider(customerId: string, providerId: string): Change {
    return removeMany(this.#model, { customerId, providerId });
  }
}
