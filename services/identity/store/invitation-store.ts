import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { type InvitationRow, type InvitationStateName, invitationModel } from "./invitation-model.ts";

/** Named queries and changes on invitations. `customerId` is empty for platform operators. */
export class InvitationStore {
  readonly #model: Model<InvitationRow>;

  constructor(database: Connection) {
    this.#model = invitationModel(database);
  }

  /** An invitation. Throws INVITATION_NOT_FOUND. */
  async get(customerId: string, invitationId: string): Promise<InvitationRow> {
    const row = await this.find(customerId, invitationId);
    if (!row) throw notFound("invitation", invitationId);
    return row;
  }

  /** An invitation. */
  find(customerId: string, invitationId: string): Promise<InvitationRow | null> {
    return this.#model.findOne({ _id: invitationId, customerId }).lean<InvitationRow>();
  }

  /** An invitation to any customer, for platform operators. Throws INVITATION_NOT_FOUND. */
  async getForPlatform(invitationId: string): Promise<InvitationRow> {
    const row = await this.#model.findById(invitationId).lean<InvitationRow>();
    if (!row) throw notFound("invitation", invitationId);
    return row;
  }

  /** Invitations, the newest first; those in one state, or all. */
  async list(
    customerId: string,
    request: PageRequest,
    state: InvitationStateName | undefined,
  ): Promise<Page<InvitationRow>> {
    const fingerprint = { customerId, state };
    const window = pageWindow(request, fingerprint);
    const rows = await this.#model
      .find(invitationQuery(customerId, state, window.after))
      .sort({ _id: -1 })
      .limit(window.limit + 1)
      .lean<InvitationRow[]>();
    return toPage(rows, window, fingerprint, (row) => [row._id]);
  }

  /** The write that adds an invitation. */
  insert(row: InvitationRow): Change {
    return insert(this.#model, row);
  }

  /** The write that makes an invitation what `after` says, if it hasn't changed since `before` was read. */
  replace(before: InvitationRow, after: InvitationRow): Change {
    const { _id, customerId, ...fields } = after;
    return updateOne(
      this.#model,
      { _id, customerId, revision: before.revision },
      { $set: fields, ...(after.closeTime ? {} : { $unset: { closeTime: 1 } }) },
    );
  }
}

/** The MongoDB query of a list. */
export const invitationQuery = (
  customerId: string,
  state: InvitationStateName | undefined,
  after: readonly (string | number | Date)[] | undefined,
): object => ({ $and: [{ customerId, ...(state ? { state } : {}) }, afterKey(["_id"], after, -1)] });
