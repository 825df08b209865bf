import { createHash, randomBytes } from "node:crypto";
import type { Connection, Model } from "mongoose";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { lastExpiry } from "../domain/refresh.ts";
import { type RefreshTokenRow, refreshTokenModel } from "./refresh-token-model.ts";
import type { SessionRow } from "./session-model.ts";

/** Random bits in a token. */
const TOKEN_BYTES = 32;

/** Refresh tokens: made and given out once, kept as hashes. */
export class RefreshTokenStore {
  readonly #model: Model<RefreshTokenRow>;

  constructor(database: Connection) {
    this.#model = refreshTokenModel(database);
  }

  /** What is known of a token that somebody presents, whoever they are: the token alone proves it. */
  findForPlatform(token: string): Promise<RefreshTokenRow | null> {
    return this.#model.findById(hashOf(token)).lean<RefreshTokenRow>();
  }

  /** A new token of a session, and the write that makes it good. */
  issue(session: SessionRow): { token: string; change: Change } {
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const { _id: sessionId, userId, customerId, createTime, expireTime } = session;
    const purgeTime = lastExpiry(createTime);
    const row = { _id: hashOf(token), sessionId, userId, customerId, expireTime, purgeTime };
    return { token, change: insert(this.#model, row) };
  }

  /** The write that spends a token, if nobody else has. */
  spend(row: RefreshTokenRow, at: Date): Change {
    return updateOne(this.#model, { _id: row._id, spentTime: null }, { $set: { spentTime: at } });
  }
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");
