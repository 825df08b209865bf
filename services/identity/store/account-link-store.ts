import type { Connection, Model } from "mongoose";
import { type Change, insert, updateMany, updateOne } from "../../../runtime/mongo/change.ts";
import { type AccountLinkRow, accountLinkModel, type LinkPurpose } from "./account-link-model.ts";

/** Named queries and changes on links in mails. */
export class AccountLinkStore {
  readonly #model: Model<AccountLinkRow>;

  constructor(database: Connection) {
    this.#model = accountLinkModel(database);
  }

  /** A link, whosever it is: who has its secret part proves enough. */
  findForPlatform(linkId: string): Promise<AccountLinkRow | null> {
    return this.#model.findById(linkId).lean<AccountLinkRow>();
  }

  /** The write that makes a link good. */
  insert(row: AccountLinkRow): Change {
    return insert(this.#model, row);
  }

  /** The write that uses a link up, if nobody else has. */
  use({ _id, customerId }: AccountLinkRow): Change {
    return updateOne(this.#model, { _id, customerId, open: true }, { $unset: { open: 1 } });
  }

  /** The write that ends all links of a user that are good for some purpose. */
  endOfUser(customerId: string, userId: string, purpose: LinkPurpose): Change {
    return updateMany(this.#model, { customerId, userId, purpose, open: true }, { $unset: { open: 1 } });
  }
}
