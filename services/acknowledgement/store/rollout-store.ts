import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateIfPresent } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { looksLike, type Rollout, type RolloutState } from "../domain/rollout.ts";
import { type RolloutRow, rolloutModel } from "./rollout-model.ts";
import { difference, present } from "./row-difference.ts";

/** Which rollouts to list; empty: all. */
export interface RolloutFilter {
  readonly policyId: string;
  readonly states: readonly RolloutState[];
}

/** Named queries and changes on rollouts. */
export class RolloutStore {
  readonly #model: Model<RolloutRow>;
  readonly #marks = new Map<string, Promise<void>>();
  readonly #nextMarks = new Map<string, Promise<void>>();

  constructor(database: Connection) {
    this.#model = rolloutModel(database);
  }

  /** A rollout, if there is one. */
  async find(customerId: string, id: string): Promise<Rollout | undefined> {
    return (await this.#model.findOne({ _id: id, customerId }).lean<RolloutRow>()) ?? undefined;
  }

  /** A rollout. Throws ROLLOUT_NOT_FOUND. */
  async get(customerId: string, id: string): Promise<Rollout> {
    const row = await this.find(customerId, id);
    if (!row) throw notFound("rollout", id);
    return row;
  }

  /** The rollout of a material version, if there is one. */
  async ofVersion(
    customerId: string,
    policyId: string,
    materialVersion: number,
  ): Promise<Rollout | undefined> {
    const row = await this.#model.findOne({ customerId, policyId, materialVersion }).lean<RolloutRow>();
    return row ?? undefined;
  }

  /** A policy's rollouts that have not ended. */
  async running(customerId: string, policyId: string): Promise<Rollout[]> {
    return this.#model.find({ customerId, policyId, state: "RUNNING" }).lean<RolloutRow[]>();
  }

  /** Rollouts, latest start first. */
  async list(customerId: string, filter: RolloutFilter, request: PageRequest): Promise<Page<Rollout>> {
    const bound = { customerId, ...filter };
    const window = pageWindow(request, bound);
    const conditions = [
      { customerId },
      filter.policyId === "" ? {} : { policyId: filter.policyId },
      filter.states.length === 0 ? {} : { state: { $in: filter.states } },
      afterKey(["startTime", "_id"], window.after, -1),
    ];
    const rows = await this.#model
      .find({ $and: conditions })
      .sort({ startTime: -1, _id: -1 })
      .limit(window.limit + 1)
      .lean<RolloutRow[]>();
    return toPage(rows, window, bound, (row) => [row.startTime, row._id]);
  }

  /**
   * Notes that a rollout's counts are behind. Not part of a unit: thousands of signers note the same at once, and doing
   * it again does no harm. Whoever comes while a note is being written shares the next one, which begins after that.
   */
  markStale(customerId: string, id: string): Promise<void> {
    const next = this.#nextMarks.get(id);
    if (next) return next;
    const running = this.#marks.get(id);
    if (!running) return this.#mark(customerId, id);
    const following = running
      .catch(() => undefined)
      .then(() => {
        this.#nextMarks.delete(id);
        return this.#mark(customerId, id);
      });
    this.#nextMarks.set(id, following);
    return following;
  }

  #mark(customerId: string, id: string): Promise<void> {
    const mark = this.#model
      .updateOne({ _id: id, customerId, stale: false }, { $set: { stale: true } })
      .then(() => undefined)
      .finally(() => {
        if (this.#marks.get(id) === mark) this.#marks.delete(id);
      });
    this.#marks.set(id, mark);
    return mark;
  }

  /** The worker: takes a rollout whose counts are behind; marks set from now on are kept for the next time. */
  async takeStaleAcrossCustomers(without: readonly string[]): Promise<Rollout | undefined> {
    const others = without.length > 0 ? { _id: { $nin: without } } : {};
    const update = { $set: { stale: false, counting: true } };
    const taken =
      (await this.#model.findOneAndUpdate({ ...others, stale: true }, update).lean<RolloutRow>()) ??
      (await this.#model.findOneAndUpdate({ ...others, counting: true }, update).lean<RolloutRow>());
    return taken ?? undefined;
  }

  /** The worker: how many rollouts' counts are behind. */
  async countStaleAcrossCustomers(): Promise<number> {
    const [stale, counting] = await Promise.all([
      this.#model.countDocuments({ stale: true }),
      this.#model.countDocuments({ counting: true }),
    ]);
    return stale + counting;
  }

  /** The write that adds a rollout. */
  insert(rollout: Rollout): Change {
    return insert(this.#model, present(rollout));
  }

  /** The write that notes people handled, and that counts are behind. */
  handle(rollout: Rollout, people: number): Change {
    const filter = { _id: rollout._id, customerId: rollout.customerId };
    return updateIfPresent(this.#model, filter, { $set: { stale: true }, $inc: { handled: people } });
  }

  /** The write that notes that counts are behind. */
  stale(customerId: string, id: string): Change {
    return updateIfPresent(this.#model, { _id: id, customerId }, { $set: { stale: true } });
  }

  /** The write that notes what is to be expected of the publication. */
  expect(rollout: Rollout, expected: number, matchedRevision: number): Change {
    const filter = { _id: rollout._id, customerId: rollout.customerId };
    return updateIfPresent(this.#model, filter, { $set: { stale: true, expected, matchedRevision } });
  }

  /** The write of another state of a rollout, if nobody else gave it one. */
  update(before: Rollout, after: Rollout): Change {
    const { stale, counting, handled, expected, matchedRevision, ...seen } = after;
    return revise(this.#model, before, difference(before, { ...before, ...seen }));
  }

  /** The write that ends counting; what is seen from outside rises in revision only if it looks different. */
  finishCounting(before: Rollout, after: Rollout): readonly Change[] {
    const done = updateIfPresent(
      this.#model,
      { _id: before._id, customerId: before.customerId },
      { $set: { counting: false } },
    );
    return looksLike(before, after) ? [done] : [this.update(before, after), done];
  }
}
