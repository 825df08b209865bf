import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** Where an invitation stands; see the contract's InvitationState. */
export type InvitationStateName = "PENDING" | "ACCEPTED" | "REVOKED";

/** An invitation to sign in for the first time. */
export interface InvitationRow {
  /** `inv_…`. */
  _id: string;
  /** Empty for platform operators. */
  customerId: string;
  userId: string;
  /** The address that it was sent to last. */
  email: string;
  state: InvitationStateName;
  /** The link that was sent last, `lnk_…`. */
  linkId: string;
  inviterUserId: string;
  createTime: Date;
  sendTime: Date;
  expireTime: Date;
  closeTime?: Date;
  revision: number;
}

const schema = defineSchema<InvitationRow>("invitations", {
  _id: { type: String, required: true },
  customerId: { type: String, ref: "customer.Customer" },
  userId: { type: String, required: true, ref: "identity.User" },
  email: { type: String, required: true },
  state: { type: String, required: true },
  linkId: { type: String, required: true, ref: "identity.AccountLink" },
  inviterUserId: { type: String, ref: "identity.User" },
  createTime: { type: Date, required: true },
  sendTime: { type: Date, required: true },
  expireTime: { type: Date, required: true },
  closeTime: { type: Date },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, _id: -1 }, { name: "newest" });
schema.index({ customerId: 1, state: 1, _id: -1 }, { name: "by_state" });

/** The invitations' collection. */
export const invitationModel = (database: Connection): Model<InvitationRow> =>
  defineModel(database, "Invitation", schema);
