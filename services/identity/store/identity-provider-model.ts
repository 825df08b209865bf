import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { ProviderSettings } from "../domain/identity-provider.ts";

/** A customer's OpenID Connect provider. */
export interface IdentityProviderRow extends ProviderSettings {
  _id: string;
  customerId: string;
  issuer: string;
  /** The client secret, sealed about `secretAbout(_id)`; empty for a public client. */
  sealedSecret: string;
  /**
   * Whether it names itself in its answers (RFC 9207). If not, it gets a redirect URI of its own, so that its answers
   * can't be taken for another one's.
   */
  namesItself: boolean;
  createTime: Date;
  updateTime: Date;
  revision: number;
}

/** What a provider's client secret is sealed about. */
export const secretAbout = (providerId: string): string => `identity.provider:${providerId}`;

const schema = defineSchema<IdentityProviderRow>("identity_providers", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  issuer: { type: String, required: true },
  name: { type: String, required: true },
  clientId: { type: String, required: true },
  sealedSecret: { type: String },
  scopes: { type: [String], required: true },
  emailDomains: { type: [String], required: true },
  groupClaim: { type: String },
  groupMappings: [{ _id: false, group: String, roles: [Number], customRoleIds: [String] }],
  createUsers: { type: Boolean, required: true },
  enforced: { type: Boolean, required: true },
  administratorsEnforced: { type: Boolean, required: true },
  enabled: { type: Boolean, required: true },
  namesItself: { type: Boolean, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, _id: 1 }, { name: "of_customer" });
schema.index(
  { emailDomains: 1 },
  // Those without a domain stay out of it: to a unique index they would be alike.
  { name: "email_domain", unique: true, partialFilterExpression: { emailDomains: { $gt: "" } } },
);

/** The identity providers' collection. */
export const identityProviderModel = (database: Connection): Model<IdentityProviderRow> =>
  defineModel(database, "IdentityProvider", schema);
