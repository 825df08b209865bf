import { createHash } from "node:crypto";
import type { Connection, Model } from "mongoose";
import {
  ATTEMPT_LIMITS,
  ATTEMPT_WINDOW_MS,
  type AttemptKind,
  retryAfterSeconds,
  tooManyAttempts,
} from "../domain/attempts.ts";
import { networkOf } from "../domain/network-address.ts";
import { type AttemptRow, attemptModel } from "./attempt-model.ts";

const DUPLICATE_KEY = 11000;

/** A try that counts as failed until it is taken back. */
export interface Attempt {
  /** The try succeeded: it doesn't count. */
  readonly succeeded: () => Promise<void>;
}

/**
 * Counts failed sign-ins, over all processes. A try is counted before the password is looked at and taken back when it
 * was right, so that many at once can't get past the limit.
 */
export class AttemptStore {
  readonly #model: Model<AttemptRow>;

  constructor(database: Connection) {
    this.#model = attemptModel(database);
  }

  /**
   * Counts a try, under an id of its own, for an e-mail address (as it is compared) from a network address (empty:
   * unknown).
   * Throws TOO_MANY_ATTEMPTS, and then counts nothing, when one of the two has failed too often.
   */
  async begin(emailKey: string, clientAddress: string, id: string, now: Date): Promise<Attempt> {
    const counted = [await this.#count("email", emailKey, id, now)];
    try {
      if (clientAddress !== "") counted.push(await this.#count("network", networkOf(clientAddress), id, now));
    } catch (refused) {
      await this.#takeBack(counted, id);
      throw refused;
    }
    return { succeeded: () => this.#takeBack(counted, id) };
  }

  /** One atomic step: forget what is too old, and add the try if there is room. */
  async #count(kind: AttemptKind, key: string, id: string, now: Date): Promise<string> {
    const _id = `${kind}:${createHash("sha256").update(key).digest("base64url")}`;
    const limit = ATTEMPT_LIMITS[kind];
    const oldest = new Date(now.getTime() - ATTEMPT_WINDOW_MS);
    const recent = {
      $filter: { input: { $ifNull: ["$failures", []] }, cond: { $gt: ["$$this.at", oldest] } },
    };
    const room = { $lt: [{ $size: "$failures" }, limit] };
    const row = await this.#update(_id, [
      { $set: { failures: recent, expireTime: new Date(now.getTime() + ATTEMPT_WINDOW_MS) } },
      {
        $set: {
          failures: { $cond: [room, { $concatArrays: ["$failures", [{ id, at: now }]] }, "$failures"] },
        },
      },
    ]);
    if (row.failures.some((failure) => failure.id === id)) return _id;
    throw tooManyAttempts(
      retryAfterSeconds(
        row.failures.map((failure) => failure.at),
        limit,
        now,
      ),
    );
  }

  async #update(_id: string, pipeline: object[], again = true): Promise<AttemptRow> {
    try {
      const row = await this.#model.collection.findOneAndUpdate({ _id } as never, pipeline, {
        upsert: true,
        returnDocument: "after",
      });
      return row as unknown as AttemptRow;
    } catch (error) {
      // Two first tries at once: the other one has made the row.
      const raced = error instanceof Error && "code" in error && error.code === DUPLICATE_KEY;
      if (!raced || !again) throw error;
      return this.#update(_id, pipeline, false);
    }
  }

  async #takeBack(keys: readonly string[], id: string): Promise<void> {
    await this.#model.updateMany({ _id: { $in: [...keys] } }, { $pull: { failures: { id } } });
  }
}
