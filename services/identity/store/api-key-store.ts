import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateIfPresent } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { type ApiKeyRow, apiKeyModel } from "./api-key-model.ts";

/** Named queries and changes on API keys. */
export class ApiKeyStore {
  readonly #model: Model<ApiKeyRow>;

  constructor(database: Connection) {
    this.#model = apiKeyModel(database);
  }

  /** A key, ended or not. Throws API_KEY_NOT_FOUND. */
  async get(customerId: string, apiKeyId: string): Promise<ApiKeyRow> {
    const row = await this.#model.findOne({ _id: apiKeyId, customerId }).lean<ApiKeyRow>();
    if (!row) throw notFound("API key", apiKeyId);
    return row;
  }

  /** The key that somebody presents, whosever it is. */
  findForPlatform(apiKeyId: string): Promise<ApiKeyRow | null> {
    return this.#model.findById(apiKeyId).lean<ApiKeyRow>();
  }

  /** How many keys of a customer work at `now`, counted up to `most`. */
  countWorking(customerId: string, now: Date, most: number): Promise<number> {
    return this.#model.countDocuments({ customerId, ...working(now) }, { limit: most });
  }

  /** Keys, newest first; without `now` ended ones as well, otherwise those that work then. */
  async list(customerId: string, request: PageRequest, now?: Date): Promise<Page<ApiKeyRow>> {
    const filter = { customerId, ended: now === undefined };
    const window = pageWindow(request, filter);
    const rows = await this.#model
      .find({ customerId, ...afterKey(["_id"], window.after, -1), ...(now ? working(now) : {}) })
      .sort({ _id: -1 })
      .limit(window.limit + 1)
      .lean<ApiKeyRow[]>();
    return toPage(rows, window, filter, (row) => [row._id]);
  }

  /** The write that adds a key. */
  insert(row: ApiKeyRow): Change {
    return insert(this.#model, row);
  }

  /** The write that ends a key. */
  revoke(row: ApiKeyRow, revokeTime: Date): Change {
    return revise(this.#model, row, { $set: { revokeTime } });
  }

  /** The write that notes a use. */
  used({ _id, customerId }: ApiKeyRow, lastUseTime: Date): Change {
    return updateIfPresent(this.#model, { _id, customerId }, { $set: { lastUseTime } });
  }
}

const working = (now: Date): object => ({ revokeTime: { $exists: false }, expireTime: { $gt: now } });
