import { createHash, randomBytes } from "node:crypto";
import type { Connection, Model } from "mongoose";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { type LoginRow, loginModel } from "./login-model.ts";

/** Random bytes in a token. */
const TOKEN_BYTES = 32;

/** Logins that have begun: each is finished once at most. */
export class LoginStore {
  readonly #model: Model<LoginRow>;

  constructor(database: Connection) {
    this.#model = loginModel(database);
  }

  /** A new login token, and the id under which its login is kept. */
  newToken(): { readonly token: string; readonly id: string } {
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    return { token, id: idOf(token) };
  }

  /** The login of a token that somebody presents, whoever they are: the token alone proves it. */
  findForPlatform(token: string): Promise<LoginRow | null> {
    return this.#model.findById(idOf(token)).lean<LoginRow>();
  }

  /** The write that begins a login. */
  insert(row: LoginRow): Change {
    return insert(this.#model, row);
  }

  /** The write that spends a login; of two at once, the second is stale. */
  spend(row: LoginRow, at: Date): Change {
    return updateOne(this.#model, { _id: row._id, spentTime: null }, { $set: { spentTime: at } });
  }
}

const idOf = (token: string): string => createHash("sha256").update(token).digest("base64url");
