import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, removeMany, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { type IdentityProviderRow, identityProviderModel } from "./identity-provider-model.ts";

/** Named queries and changes on identity providers. */
export class IdentityProviderStore {
  readonly #model: Model<IdentityProviderRow>;

  constructor(database: Connection) {
    this.#model = identityProviderModel(database);
  }

  /** A provider. Throws IDENTITY_PROVIDER_NOT_FOUND. */
  async get(customerId: string, providerId: string): Promise<IdentityProviderRow> {
    const row = await this.find(customerId, providerId);
    if (!row) throw notFound("identity provider", providerId);
    return row;
  }

  /** A provider, if there is one. */
  find(customerId: string, providerId: string): Promise<IdentityProviderRow | null> {
    return this.#model.findOne({ _id: providerId, customerId }).lean<IdentityProviderRow>();
  }

  /** The provider that somebody names who hasn't signed in yet. */
  findForPlatform(providerId: string): Promise<IdentityProviderRow | null> {
    return this.#model.findById(providerId).lean<IdentityProviderRow>();
  }

  /** The provider that has an e-mail domain, in lower case. */
  findByDomainForPlatform(domain: string): Promise<IdentityProviderRow | null> {
    return this.#model.findOne({ emailDomains: domain }).lean<IdentityProviderRow>();
  }

  /** The providers of all customers that have one of some domains. */
  holdersForPlatform(domains: readonly string[]): Promise<IdentityProviderRow[]> {
    return this.#model.find({ emailDomains: { $in: [...domains] } }).lean<IdentityProviderRow[]>();
  }

  /** All providers of a customer, oldest first; there are MOST_PROVIDERS at most. */
  all(customerId: string): Promise<IdentityProviderRow[]> {
    return this.#model.find({ customerId }).sort({ _id: 1 }).lean<IdentityProviderRow[]>();
  }

  /** A customer's providers, oldest first. */
  async list(customerId: string, request: PageRequest): Promise<Page<IdentityProviderRow>> {
    const window = pageWindow(request, { customerId });
    const rows = await this.#model
      .find({ customerId, ...afterKey(["_id"], window.after) })
      .sort({ _id: 1 })
      .limit(window.limit + 1)
      .lean<IdentityProviderRow[]>();
    return toPage(rows, window, { customerId }, (row) => [row._id]);
  }

  /** The write that adds a provider. */
  insert(row: IdentityProviderRow): Change {
    return insert(this.#model, row);
  }

  /** The write that makes a provider what `after` says, if it hasn't changed since `before` was read. */
  replace(before: IdentityProviderRow, after: IdentityProviderRow): Change {
    const { _id, customerId, revision: _before, ...fields } = after;
    const revision = before.revision + 1;
    return updateOne(
      this.#model,
      { _id, customerId, revision: before.revision },
      { $set: { ...fields, revision } },
    );
  }

  /** The write that relies on a provider's being as it was read. */
  keep(row: IdentityProviderRow): Change {
    const { _id, customerId, revision } = row;
    return updateOne(this.#model, { _id, customerId, revision }, { $set: { revision } });
  }

  /** The writes that remove a provider, if it hasn't changed since it was read. */
  remove(row: IdentityProviderRow): Change[] {
    const { _id, customerId } = row;
    return [this.keep(row), removeMany(this.#model, { _id, customerId })];
  }
}
