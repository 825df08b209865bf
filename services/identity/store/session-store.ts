import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type SessionRow, sessionModel } from "./session-model.ts";

/** Named queries and changes on sessions. `customerId` is empty for platform operators. */
export class SessionStore {
  readonly #model: Model<SessionRow>;

  constructor(database: Connection) {
    this.#model = sessionModel(database);
  }

  /** One of a user's own sessions, ended ones included. */
  find(customerId: string, userId: string, sessionId: string): Promise<SessionRow | null> {
    return this.#model.findOne({ _id: sessionId, customerId, userId }).lean<SessionRow>();
  }

  /** One of a user's own sessions. Throws SESSION_NOT_FOUND. */
  async get(customerId: string, userId: string, sessionId: string): Promise<SessionRow> {
    const row = await this.find(customerId, userId, sessionId);
    if (!row) throw notFound("session", sessionId);
    return row;
  }

  /** A user's sessions that have not ended. */
  liveOfUser(customerId: string, userId: string, now: Date): Promise<SessionRow[]> {
    return this.#model
      .find({ customerId, userId, unrevoked: true, expireTime: { $gt: now } })
      .lean<SessionRow[]>();
  }

  /** A user's sessions that have not ended, the newest first. */
  async listOfUser(
    customerId: string,
    userId: string,
    request: PageRequest,
    now: Date,
  ): Promise<Page<SessionRow>> {
    const fingerprint = { customerId, userId };
    const window = pageWindow(request, fingerprint);
    const rows = await this.#model
      .find(sessionQuery(customerId, userId, now, window.after))
      .sort({ _id: -1 })
      .limit(window.limit + 1)
      .lean<SessionRow[]>();
    return toPage(rows, window, fingerprint, (row) => [row._id]);
  }

  /** Up to `limit` sessions of a customer that began until `before` and have not ended. */
  liveOfCustomer(customerId: string, before: Date, now: Date, limit: number): Promise<SessionRow[]> {
    return this.#model
      .find({ customerId, unrevoked: true, expireTime: { $gt: now }, createTime: { $lte: before } })
      .limit(limit)
      .lean<SessionRow[]>();
  }

  /** The write that begins a session. */
  insert(row: SessionRow): Change {
    return insert(this.#model, row);
  }

  /** The write that prolongs a session. */
  use(row: SessionRow, lastUseTime: Date, expireTime: Date): Change {
    return revise(this.#model, row, { $set: { lastUseTime, expireTime } });
  }

  /** The write that notes that a code of the user's authenticator was given in a session. */
  giveCode(row: SessionRow): Change {
    return revise(this.#model, row, { $set: { codeGiven: true } });
  }

  /** The write that ends a session. */
  revoke(row: SessionRow, revokeTime: Date): Change {
    return revise(this.#model, row, { $set: { revokeTime }, $unset: { unrevoked: 1 } });
  }
}

/** The MongoDB query of a list of a user's sessions. */
export const sessionQuery = (
  customerId: string,
  userId: string,
  now: Date,
  after: readonly (string | number | Date)[] | undefined,
): object => ({
  $and: [{ customerId, userId, unrevoked: true, expireTime: { $gt: now } }, afterKey(["_id"], after, -1)],
});
