import { createHash } from "node:crypto";
import type { Connection, Model } from "mongoose";
import {
  ATTEMPT_RULES,
  type AttemptKind,
  type AttemptRule,
  LONGEST_WAIT_MINUTES,
  MOST_BEYOND_FREE,
  retryAfterSeconds,
  tooManyAttempts,
} from "../domain/attempts.ts";
import { networkOf } from "../domain/network-address.ts";
import { type AttemptRow, attemptModel } from "./attempt-model.ts";

const DUPLICATE_KEY = 11000;
const MINUTE_MS = 60_000;

/** A try that counts as failed until it is taken back. */
export interface Attempt {
  /** The try succeeded: the account begins anew, and the try doesn't count for the network. */
  readonly succeeded: () => Promise<void>;
  /** The try was neither right nor wrong: it doesn't count. */
  readonly takeBack: () => Promise<void>;
}

/**
 * Counts failed tries, over all processes. A try is counted before anything is looked at and taken back when it was
 * right, so that many at once can't get past the limit; a refused one costs one read.
 */
export class AttemptStore {
  readonly #model: Model<AttemptRow>;

  constructor(database: Connection) {
    this.#model = attemptModel(database);
  }

  /**
   * Counts a try, under an id of its own, to prove to be the user of an e-mail address (as it is compared) from a
   * network address (empty: unknown).
   * Throws TOO_MANY_ATTEMPTS, and then counts nothing, while one of the two has to wait.
   */
  async begin(emailKey: string, clientAddress: string, id: string, now: Date): Promise<Attempt> {
    const account = keyOf("account", emailKey);
    const network = clientAddress === "" ? [] : [keyOf("network", networkOf(clientAddress))];
    await this.#countAll([["account", account], ...network.map((key) => ["network", key] as const)], id, now);
    return {
      succeeded: async () => {
        await this.#model.deleteOne({ _id: account });
        await this.#takeBack(network, id);
      },
      takeBack: () => this.#takeBack([account, ...network], id),
    };
  }

  /**
   * Counts a try of something that no guessing finds, such as an API key, by network address (empty: unknown) alone.
   * Throws TOO_MANY_ATTEMPTS, and then counts nothing, while the network has to wait.
   */
  async beginFromNetwork(clientAddress: string, id: string, now: Date): Promise<Pick<Attempt, "takeBack">> {
    const network = clientAddress === "" ? [] : [keyOf("network", networkOf(clientAddress))];
    await this.#countAll(
      network.map((key) => ["network", key] as const),
      id,
      now,
    );
    return { takeBack: () => this.#takeBack(network, id) };
  }

  /**
   * Counts a request for a mail of some purpose to an address, from a network address (empty: unknown).
   * Throws TOO_MANY_ATTEMPTS, and then counts nothing, while one of the two has to wait.
   */
  async beginRequest(
    purpose: string,
    emailKey: string,
    clientAddress: string,
    id: string,
    now: Date,
  ): Promise<void> {
    const counted: [AttemptKind, string][] = [["request", keyOf("request", `${purpose} ${emailKey}`)]];
    if (clientAddress !== "")
      counted.push(["request_network", keyOf("request_network", networkOf(clientAddress))]);
    await this.#countAll(counted, id, now);
  }

  /** Forgets what an address failed: its user has proved who they are in another way. */
  async forget(emailKey: string): Promise<void> {
    await this.#model.deleteOne({ _id: keyOf("account", emailKey) });
  }

  async #countAll(keys: readonly (readonly [AttemptKind, string])[], id: string, now: Date): Promise<void> {
    const counted: string[] = [];
    try {
      for (const [kind, key] of keys) {
        await this.#count(key, ATTEMPT_RULES[kind], id, now);
        counted.push(key);
      }
    } catch (refused) {
      await this.#takeBack(counted, id);
      throw refused;
    }
  }

  /** One atomic step: add the try if it need not wait, and forget what is too old; else change nothing. */
  async #count(_id: string, rule: AttemptRule, id: string, now: Date): Promise<void> {
    const row = await this.#update(_id, counting(rule, id, now));
    if (row.failures.some((failure) => failure.id === id)) return;
    const times = row.failures.map((failure) => failure.at);
    throw tooManyAttempts(Math.max(1, retryAfterSeconds(times, rule, now)));
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
    if (keys.length === 0) return;
    await this.#model.updateMany({ _id: { $in: [...keys] } }, { $pull: { failures: { id } } });
  }
}

const keyOf = (kind: AttemptKind, key: string): string =>
  `${kind}:${createHash("sha256").update(key).digest("base64url")}`;

/** The rule of `waitMs` and `retryAfterSeconds` as an update; a try that has to wait leaves the row as it is. */
function counting(rule: AttemptRule, id: string, now: Date): object[] {
  const { free, windowMs } = rule;
  const oldest = new Date(now.getTime() - windowMs);
  const beyond = { $subtract: [{ $size: "$recent" }, free] };
  const minutes = { $min: [{ $pow: [2, { $max: [beyond, 0] }] }, LONGEST_WAIT_MINUTES] };
  const admittedTime = { $add: [{ $max: "$recent.at" }, { $multiply: [minutes, MINUTE_MS] }] };
  const admitted = { $or: [{ $lt: [beyond, 0] }, { $lte: [admittedTime, now] }] };
  const kept = { $slice: [{ $concatArrays: ["$recent", [{ id, at: now }]] }, -(free + MOST_BEYOND_FREE)] };
  const expireTime = new Date(now.getTime() + windowMs);
  return [
    {
      $set: {
        failures: { $ifNull: ["$failures", []] },
        recent: {
          $filter: { input: { $ifNull: ["$failures", []] }, cond: { $gt: ["$$this.at", oldest] } },
        },
      },
    },
    { $set: { admitted } },
    {
      $set: {
        failures: { $cond: ["$admitted", kept, "$failures"] },
        expireTime: { $cond: ["$admitted", expireTime, "$expireTime"] },
      },
    },
    { $unset: ["recent", "admitted"] },
  ];
}
