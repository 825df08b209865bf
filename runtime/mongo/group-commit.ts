import {
  type ClientSession,
  type Document,
  type MongoClient,
  MongoClientBulkWriteError,
  MongoError,
} from "mongodb";
import { inSlices } from "../lifecycle/slices.ts";
import { type Change, DuplicateKeyError, StaleWriteError } from "./change.ts";
import { checkedTogether } from "./check-together.ts";
import { insertsLast } from "./inserts-last.ts";

/** Bounds of the groups that are committed together. */
export interface GroupCommitOptions {
  /** Most units in one transaction. */
  readonly maxUnits: number;
  /** Most changes in one transaction; a single larger unit goes alone. */
  readonly maxChanges: number;
  /** Most transactions under way at once: one writes, the others are being made durable. */
  readonly inFlight: number;
}

/** Measured on two cores: with larger groups everybody who asks at once waits for one transaction, and the server for us. */
export const DEFAULT_GROUP_COMMIT: GroupCommitOptions = {
  maxUnits: 32,
  maxChanges: 4000,
  inFlight: 2,
};

interface Waiting {
  readonly changes: readonly Change[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Says which units of a group can't hold; the transaction has been rolled back. */
class UnitsFailedError extends Error {
  readonly failed: ReadonlyMap<Waiting, Error>;
  constructor(failed: ReadonlyMap<Waiting, Error>) {
    super("units failed");
    this.failed = failed;
  }
}

/** Some change of a transaction matched nothing; which one takes a detailed answer to tell. */
class TotalTooSmallError extends Error {}

/**
 * Whether the number of matched documents alone proves that every change held: only updates of exactly one document
 * match any. An answer per change costs as much as a third of a large group.
 */
const provenByTotal = (changes: readonly Change[]): boolean =>
  changes.every(({ model, expect }) => expect === "one" || !model.name.startsWith("update"));

const REGROUPINGS = 3;
const DUPLICATE_KEY = 11000;

/**
 * Commits units of conditional writes, those that wait together in one transaction (docs/adr/0003).
 * Each unit is all or nothing and is answered after its transaction is durable (majority, journaled).
 * A unit that does not hold fails alone: its neighbours are committed without it, and it is tried once more
 * by itself, since what it missed may have been a neighbour's uncommitted write.
 */
export class GroupCommit {
  readonly #client: MongoClient;
  readonly #options: GroupCommitOptions;
  #queue: Waiting[] = [];
  #running = 0;
  /** Of those running, the ones whose changes are not all made. */
  #writing = 0;
  #gathering = false;

  constructor(client: MongoClient, options: GroupCommitOptions = DEFAULT_GROUP_COMMIT) {
    this.#client = client;
    this.#options = options;
  }

  /** Resolves when the unit is durable. Throws a change's own error, StaleWriteError or DuplicateKeyError. */
  commit(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#queue.push({ changes, resolve, reject });
      if (!this.#gathering) this.#gather();
    });
  }

  /** Lets all units of this turn of the event loop come before a group is made of them. */
  #gather(): void {
    this.#gathering = true;
    setImmediate(() => {
      this.#gathering = false;
      this.#start();
    });
  }

  /** Begins the next transaction, if something waits and none writes. */
  #start(): void {
    if (this.#queue.length === 0 || this.#writing > 0 || this.#running === this.#options.inFlight) return;
    const group = this.#take();
    this.#running += 1;
    void this.#settle(group).finally(() => {
      this.#running -= 1;
      this.#start();
    });
  }

  /**
   * Counts a transaction that writes, until the result is called: then its commit is sent, and while that is made
   * durable the next transaction writes. Two that write at once get in each other's way, and share less; what is tried
   * again does not wait for its turn.
   */
  #beginWriting(): () => void {
    let writing = true;
    this.#writing += 1;
    return () => {
      if (!writing) return;
      writing = false;
      this.#writing -= 1;
      setImmediate(() => this.#start());
    };
  }

  #take(): Waiting[] {
    let changes = 0;
    let count = 0;
    for (const unit of this.#queue) {
      changes += unit.changes.length;
      if (count > 0 && (changes > this.#options.maxChanges || count >= this.#options.maxUnits)) break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }

  async #settle(units: readonly Waiting[]): Promise<void> {
    let group = units;
    const alone: Waiting[] = [];
    for (let round = 0; group.length > 1; round++) {
      try {
        await this.#transact(group);
        // In the next turn, when the next transaction is on its way to the server.
        setImmediate(inSlices, group, ({ resolve }: Waiting) => resolve());
        group = [];
      } catch (error) {
        const failed = error instanceof UnitsFailedError && round < REGROUPINGS ? error.failed : undefined;
        alone.push(...group.filter((unit) => failed?.has(unit) ?? true));
        group = failed ? group.filter((unit) => !failed.has(unit)) : [];
      }
    }
    for (const unit of [...group, ...alone]) await this.#settleAlone(unit);
  }

  async #settleAlone(unit: Waiting): Promise<void> {
    try {
      await this.#transact([unit]);
      unit.resolve();
    } catch (error) {
      unit.reject(error instanceof UnitsFailedError ? error.failed.get(unit) : error);
    }
  }

  /** Counts what matched; only a total that is too small is worth an answer in detail, for which all is done anew. */
  async #transact(units: readonly Waiting[], inDetail = false): Promise<void> {
    const entries = insertsLast(units.flatMap((unit) => unit.changes.map((change) => ({ change, unit }))));
    const changes = entries.map(({ change }) => change);
    const owners = entries.map(({ unit }) => unit);
    const detailed = inDetail || !provenByTotal(changes);
    const written = this.#beginWriting();
    try {
      await this.#client.withSession((session) =>
        session.withTransaction(() => this.#apply(session, changes, owners, detailed).finally(written), {
          readConcern: { level: "local" },
          writeConcern: { w: "majority", j: true },
        }),
      );
    } catch (error) {
      written();
      if (!(error instanceof TotalTooSmallError)) throw error;
      await this.#transact(units, true);
    }
  }

  async #apply(
    session: ClientSession,
    changes: readonly Change[],
    owners: readonly Waiting[],
    detailed: boolean,
  ): Promise<void> {
    const together = detailed ? undefined : checkedTogether(changes);
    const models = together?.models ?? changes.map(({ model }) => model);
    const result = await this.#client
      .bulkWrite<Record<string, Document>>(models, { session, ordered: true, verboseResults: detailed })
      .catch((error: unknown) => {
        throw duplicates(error, changes, owners) ?? transient(error) ?? error;
      });
    if (together) {
      if (result.matchedCount === together.matched) return;
      throw new TotalTooSmallError();
    }
    const failed = new Map<Waiting, Error>();
    for (const [index, change] of changes.entries()) {
      const owner = owners[index];
      if (change.expect !== "one" || !owner || failed.has(owner)) continue;
      if (result.updateResults?.get(index)?.matchedCount === 1) continue;
      failed.set(owner, change.orElse?.() ?? new StaleWriteError(change.model.namespace));
    }
    if (failed.size > 0) throw new UnitsFailedError(failed);
  }
}

function duplicates(
  error: unknown,
  changes: readonly Change[],
  owners: readonly Waiting[],
): UnitsFailedError | undefined {
  if (!(error instanceof MongoClientBulkWriteError)) return undefined;
  const failed = new Map<Waiting, Error>();
  for (const [index, writeError] of error.writeErrors) {
    const owner = owners[index];
    const change = changes[index];
    if (!owner || !change || writeError.code !== DUPLICATE_KEY) return undefined;
    failed.set(owner, change.orElse?.() ?? new DuplicateKeyError(change.model.namespace, error));
  }
  return failed.size > 0 ? new UnitsFailedError(failed) : undefined;
}

/** A write conflict comes wrapped, without the label by which withTransaction knows to try again. */
function transient(error: unknown): MongoError | undefined {
  const cause = error instanceof MongoClientBulkWriteError ? error.cause : undefined;
  return cause instanceof MongoError && cause.hasErrorLabel("TransientTransactionError") ? cause : undefined;
}
