import { createHash } from "node:crypto";
import type { Connection, Model } from "mongoose";
import type { Clock } from "../clock.ts";
import { DAY_MS } from "../clock.ts";
import { invalidArgument } from "../errors.ts";
import { type Change, insert } from "./change.ts";
import { defineModel, defineSchema } from "./model.ts";

interface RequestRow {
  /** customer or actor, method and request id. */
  _id: string;
  /** Digest of the request, so that one id can't stand for two. */
  digest: string;
  response: Buffer;
  at: Date;
}

const requestSchema = defineSchema<RequestRow>("requests", {
  _id: { type: String, required: true },
  digest: { type: String, required: true },
  response: { type: Buffer, required: true },
  at: { type: Date, required: true },
});
requestSchema.index({ at: 1 }, { expireAfterSeconds: DAY_MS / 1000 });

/** The collection of remembered requests in one service's database. */
export const requestModel = (database: Connection): Model<RequestRow> =>
  defineModel(database, "Request", requestSchema);

/** A request that carries a `request_id`, and whose it is. */
export interface RememberedRequest {
  /** The customer, or the user where there is none: ids of different tenants never meet. */
  readonly scope: string;
  readonly method: string;
  readonly requestId: string;
  readonly body: Uint8Array;
}

/** Thrown inside a commit when the same request was answered meanwhile. */
export class AnsweredMeanwhileError extends Error {}

/** Remembers answers for 24 hours, so that a repeated request gets the answer of the first and changes nothing. */
export class RequestMemory {
  readonly #model: Model<RequestRow>;
  readonly #clock: Clock;

  constructor(database: Connection, clock: Clock) {
    this.#model = requestModel(database);
    this.#clock = clock;
  }

  /** The answer given before, if any. Throws REQUEST_ID_REUSED when the id stood for another request. */
  async recall(request: RememberedRequest): Promise<Uint8Array | undefined> {
    const row = await this.#model
      .findById(keyOf(request))
      .lean<{ digest: string; response: { buffer: Uint8Array } }>();
    if (!row) return undefined;
    if (row.digest !== digestOf(request.body)) {
      throw invalidArgument(
        "REQUEST_ID_REUSED",
        "This request_id was used for another request. Use a new one.",
      );
    }
    return row.response.buffer;
  }

  /** The write that remembers an answer; part of the unit that makes the answer true. */
  remember(request: RememberedRequest, response: Uint8Array): Change {
    const row = {
      _id: keyOf(request),
      digest: digestOf(request.body),
      response: Buffer.from(response),
      at: this.#clock.now(),
    };
    return insert(this.#model, row, { orElse: () => new AnsweredMeanwhileError() });
  }
}

const keyOf = (request: RememberedRequest): string =>
  `${request.scope} ${request.method} ${request.requestId}`;
const digestOf = (body: Uint8Array): string => createHash("sha256").update(body).digest("base64url");
