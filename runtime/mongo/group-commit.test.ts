import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { MongoClient } from "mongodb";
import type { Model } from "mongoose";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import { type Change, DuplicateKeyError, insert, StaleWriteError, updateOne } from "./change.ts";
import { GroupCommit } from "./group-commit.ts";
import { defineModel, defineSchema } from "./model.ts";

interface Account {
  _id: string;
  balance: number;
  revision: number;
}

let scratch: ScratchDatabase;
let accounts: Model<Account>;
beforeAll(async () => {
  scratch = await scratchDatabase();
  const schema = defineSchema<Account>("accounts", { _id: String, balance: Number, revision: Number });
  accounts = defineModel(scratch.database, "Account", schema);
  await accounts.createCollection();
});
beforeEach(() => accounts.deleteMany({}));
afterAll(() => scratch.drop());

const groups = (inFlight = 2): GroupCommit =>
  new GroupCommit(scratch.root.getClient(), { maxUnits: 50, maxChanges: 400, inFlight });
const open = (_id: string, balance = 0): Change => insert(accounts, { _id, balance, revision: 1 });
const add = (_id: string, revision: number, amount: number): Change =>
  updateOne(accounts, { _id, revision }, { $inc: { balance: amount, revision: 1 } });
const all = () => accounts.find().sort({ _id: 1 }).lean<Account[]>();

describe("a unit", () => {
  test("is all or nothing: one stale change undoes the rest of it", async () => {
    await groups().commit([open("a")]);
    await expect(groups().commit([add("a", 1, 5), open("b"), add("a", 9, 1)])).rejects.toBeInstanceOf(
      StaleWriteError,
    );
    expect(await all()).toEqual([{ _id: "a", balance: 0, revision: 1 }]);
  });

  test("gives the error that its change names, for a missing match and for a taken key", async () => {
    const named = new Error("named");
    const missing = updateOne(accounts, { _id: "nobody" }, { $set: { balance: 1 } }, { orElse: () => named });
    await expect(groups().commit([missing])).rejects.toBe(named);
    await groups().commit([open("a")]);
    await expect(groups().commit([open("a")])).rejects.toBeInstanceOf(DuplicateKeyError);
    const taken = insert(accounts, { _id: "a", balance: 0, revision: 1 }, { orElse: () => named });
    await expect(groups().commit([taken])).rejects.toBe(named);
  });

  test("may touch a document twice", async () => {
    await groups().commit([open("a"), add("a", 1, 1), add("a", 2, 1)]);
    expect(await all()).toEqual([{ _id: "a", balance: 2, revision: 3 }]);
  });
});

test("a unit that fails does not take its neighbours down", async () => {
  const commit = groups(1);
  await commit.commit([open("taken")]);
  const units = Array.from({ length: 40 }, (_, i) =>
    commit.commit([i % 7 === 3 ? open("taken") : open(`u${i}`)]),
  );
  const outcomes = await Promise.allSettled(units);
  expect(outcomes.map((outcome) => outcome.status === "fulfilled")).toEqual(
    outcomes.map((_, i) => i % 7 !== 3),
  );
  expect(await accounts.countDocuments()).toBe(outcomes.filter((o) => o.status === "fulfilled").length + 1);
});

test("hundreds of units on one document all count, whichever transactions they share", async () => {
  const commit = groups(2);
  await commit.commit([open("hot")]);
  const deposit = updateOne(accounts, { _id: "hot" }, { $inc: { balance: 1 } });
  await Promise.all(Array.from({ length: 300 }, () => commit.commit([deposit])));
  expect((await all())[0]?.balance).toBe(300);
});

describe("transactions", () => {
  let client: MongoClient;
  /** What was sent to the server and answered, in order. */
  let steps: string[];
  beforeAll(async () => {
    client = new MongoClient(process.env.MONGODB_URI ?? "", { monitorCommands: true });
    client.on("commandStarted", ({ commandName, command }) => {
      if (commandName === "bulkWrite") steps.push(`write ${command.ops.length}`);
    });
    client.on("commandSucceeded", ({ commandName }) => {
      if (commandName === "bulkWrite") steps.push("written");
      if (commandName === "commitTransaction") steps.push("durable");
    });
    // Two connections that are there already: opening one takes longer than a transaction.
    await Promise.all([1, 2].map(() => client.db().command({ ping: 1 })));
  });
  beforeEach(() => {
    steps = [];
  });
  afterAll(() => client.close());

  /** Some units now, others when the transaction of the first has begun. */
  async function inTwoWaves(inFlight: number): Promise<void> {
    const commit = new GroupCommit(client, { maxUnits: 50, maxChanges: 400, inFlight });
    const wave = (name: string, count: number) =>
      Promise.all(Array.from({ length: count }, (_, i) => commit.commit([open(`${name}${i}`)])));
    const begun = wave("first", 3);
    while (steps.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([begun, wave("second", 4)]);
    expect(await accounts.countDocuments()).toBe(7);
  }

  test("hold all units of one turn, and the next one writes while the one before is made durable", async () => {
    await inTwoWaves(2);
    expect(steps).toEqual(["write 3", "written", "write 4", ...new Array(3).fill(expect.any(String))]);
    expect(steps.slice(3).toSorted()).toEqual(["durable", "durable", "written"]);
  });

  test("wait for each other where only one may be under way", async () => {
    await inTwoWaves(1);
    expect(steps).toEqual(["write 3", "written", "durable", "write 4", "written", "durable"]);
  });

  test("go on after one that could not be made", async () => {
    const commit = new GroupCommit(client, { maxUnits: 1, maxChanges: 400, inFlight: 2 });
    const units = [open("a"), open("a"), open("b"), open("a"), open("c")];
    const outcomes = await Promise.allSettled(units.map((unit) => commit.commit([unit])));
    expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([true, false, true, false, true]);
    expect((await all()).map(({ _id }) => _id)).toEqual(["a", "b", "c"]);
  });
});

test("any mix of concurrent units ends as if exactly the accepted ones had run, one by one", async () => {
  const step = fc.record({
    account: fc.integer({ min: 0, max: 3 }),
    revision: fc.integer({ min: 1, max: 3 }),
    amount: fc.integer({ min: 1, max: 9 }),
  });
  const unit = fc.array(step, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { minLength: 1, maxLength: 12 }), async (units) => {
      await accounts.deleteMany({});
      const commit = groups(2);
      await commit.commit([0, 1, 2, 3].map((n) => open(`a${n}`)));
      const outcomes = await Promise.allSettled(
        units.map((steps) => commit.commit(steps.map((s) => add(`a${s.account}`, s.revision, s.amount)))),
      );
      const accepted = units.filter((_, i) => outcomes[i]?.status === "fulfilled").flat();
      for (const [n, account] of (await all()).entries()) {
        const own = accepted.filter((s) => s.account === n);
        expect(account.revision).toBe(1 + own.length);
        expect(account.balance).toBe(own.reduce((sum, s) => sum + s.amount, 0));
        expect(own.map((s) => s.revision).toSorted()).toEqual(own.map((_, i) => i + 1));
      }
      for (const outcome of outcomes)
        if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(StaleWriteError);
    }),
    { numRuns: 60 },
  );
});
