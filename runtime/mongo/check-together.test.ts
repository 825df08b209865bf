import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CommandStartedEvent, MongoClient } from "mongodb";
import type { Model } from "mongoose";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import { type Change, insert, StaleWriteError, updateOne } from "./change.ts";
import { GroupCommit } from "./group-commit.ts";
import { defineModel, defineSchema } from "./model.ts";
import { revise } from "./revision.ts";

interface Account {
  _id: string;
  customerId: string;
  balance: number;
  revision: number;
}

let scratch: ScratchDatabase;
let accounts: Model<Account>;
let client: MongoClient;
/** The filters of the updates that the server was asked for, a list for each command. */
let filters: unknown[][];
beforeAll(async () => {
  scratch = await scratchDatabase();
  const definition = { _id: String, customerId: String, balance: Number, revision: Number };
  accounts = defineModel(scratch.database, "Account", defineSchema<Account>("accounts", definition));
  await accounts.createCollection();
  client = new MongoClient(process.env.MONGODB_URI ?? "", { monitorCommands: true });
  client.on("commandStarted", ({ commandName, command }: CommandStartedEvent) => {
    const ops: { filter?: unknown }[] = commandName === "bulkWrite" ? command.ops : [];
    if (ops.length > 0) filters.push(ops.flatMap(({ filter }) => (filter ? [filter] : [])));
  });
});
beforeEach(async () => {
  filters = [];
  await accounts.deleteMany({});
});
afterAll(async () => {
  await client.close();
  await scratch.drop();
});

const COUNT = 8;
const account = (n: number): Account => ({ _id: `a${n}`, customerId: "ours", balance: 0, revision: 1 });
const all = () => accounts.find().sort({ _id: 1 }).lean<Account[]>();
const open = () => accounts.insertMany(Array.from({ length: COUNT }, (_, n) => account(n)));
const deposit = (seen: Account, amount: number): Change =>
  revise(accounts, seen, { $inc: { balance: amount } });
/** Commits units in one transaction, as far as they hold. */
const together = (units: readonly Change[][]) => {
  const groups = new GroupCommit(client, { maxUnits: 100, maxChanges: 400, inFlight: 1 });
  return Promise.allSettled(units.map((changes) => groups.commit(changes)));
};
const numbers = Array.from({ length: COUNT }, (_, n) => n);

test("revisions from the same number are found by id alone, and counted at their next revision", async () => {
  await open();
  const outcomes = await together(numbers.map((n) => [deposit(account(n), 5)]));
  expect(outcomes.map(({ status }) => status)).toEqual(numbers.map(() => "fulfilled"));
  const ids = numbers.map((n) => `a${n}`);
  expect(filters).toEqual([
    [...ids.map((_id) => ({ _id })), { _id: { $in: ids }, customerId: "ours", revision: 2 }],
  ]);
  expect(await all()).toEqual(numbers.map((n) => ({ ...account(n), balance: 5, revision: 2 })));
});

describe("some among others fail alone and leave nothing behind", () => {
  const cases: readonly [string, (row: Account) => Account][] = [
    ["from an older revision", (row) => ({ ...row, revision: 0 })],
    ["from a revision that is not there yet", (row) => ({ ...row, revision: 2 })],
    ["on another customer's documents", (row) => ({ ...row, customerId: "theirs" })],
    ["on documents that are gone", (row) => ({ ...row, _id: `gone-${row._id}` })],
  ];
  test.each(cases)("%s", async (_, wrong) => {
    await open();
    const isWrong = (n: number) => n % 2 === 1;
    const units = numbers.map((n) => [deposit(isWrong(n) ? wrong(account(n)) : account(n), 5)]);
    const outcomes = await together(units);
    expect(outcomes.map(({ status }) => status === "rejected")).toEqual(numbers.map(isWrong));
    expect(await all()).toEqual(
      numbers.map((n) => (isWrong(n) ? account(n) : { ...account(n), balance: 5, revision: 2 })),
    );
  });
});

test("what else moves a document in the same transaction keeps its place among the revisions", async () => {
  await open();
  await accounts.updateMany({ _id: { $ne: "a0" } }, { $set: { revision: 2 } });
  const decided = numbers.map((n) => [
    revise(accounts, { ...account(n), revision: 2 }, { $set: { balance: 5 } }),
  ]);
  // The first account gets there only by this, which comes last: its revision may hold after it, not before.
  const late = updateOne(accounts, { _id: "a0" }, { $set: { balance: 1 }, $inc: { revision: 1 } });
  await together([...decided, [late]]);
  expect(await all()).toEqual(numbers.map((n) => ({ ...account(n), balance: 5, revision: 3 })));
});

test("a document that is revised twice in a transaction is not worth trying", async () => {
  await open();
  const twice = [deposit(account(0), 5), deposit({ ...account(0), revision: 2 }, 5)];
  await together([twice, ...numbers.slice(1).map((n) => [deposit(account(n), 5)])]);
  expect(filters.length).toBe(1);
  expect(filters[0]).toEqual(
    [1, 2, ...numbers.slice(1).map(() => 1)].map((revision, i) => ({
      _id: `a${Math.max(0, i - 1)}`,
      customerId: "ours",
      revision,
    })),
  );
  expect((await all())[0]).toEqual({ ...account(0), balance: 10, revision: 3 });
});

test("any units hold, fail and write the same together as each alone, where they share no document", async () => {
  const right = { weight: 12, arbitrary: fc.constant("right") };
  const others = ["older", "newer", "theirs", "new"].map((kind) => ({
    weight: 1,
    arbitrary: fc.constant(kind),
  }));
  const step = fc.record({ kind: fc.oneof(right, ...others), amount: fc.integer({ min: 1, max: 9 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 24 }), fc.nat(3), async (steps, perUnit) => {
      const stored = steps.map((_, n) => ({ ...account(n), revision: 1 + (n % 2) }));
      const changes = steps.map(({ kind, amount }, n) => {
        const row = { ...account(n), revision: 1 + (n % 2) };
        if (kind === "new") return insert(accounts, { ...row, _id: `new${n}`, balance: amount });
        if (kind === "theirs") return deposit({ ...row, customerId: "theirs" }, amount);
        const shift = kind === "older" ? -1 : kind === "newer" ? 1 : 0;
        return deposit({ ...row, revision: row.revision + shift }, amount);
      });
      const units = Array.from({ length: Math.ceil(changes.length / (perUnit + 1)) }, (_, i) =>
        changes.slice(i * (perUnit + 1), (i + 1) * (perUnit + 1)),
      );
      const outcomeOf = async (commitAll: () => Promise<PromiseSettledResult<void>[]>) => {
        await accounts.deleteMany({});
        await accounts.insertMany(stored);
        const outcomes = await commitAll();
        for (const outcome of outcomes)
          if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(StaleWriteError);
        return { accepted: outcomes.map(({ status }) => status), rows: await all() };
      };
      const alone = await outcomeOf(async () => {
        const outcomes: PromiseSettledResult<void>[] = [];
        for (const unit of units) outcomes.push(...(await together([unit.slice()])));
        return outcomes;
      });
      expect(await outcomeOf(() => together(units))).toEqual(alone);
    }),
    { numRuns: 60 },
  );
});
