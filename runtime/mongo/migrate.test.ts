import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { IndexDefinition, IndexOptions, Model } from "mongoose";
import { createSecrets } from "../secrets/secrets.ts";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import { type Migration, type MigrationReport, migrateDatabase } from "./migrate.ts";
import { defineModel, defineSchema } from "./model.ts";

interface Row {
  _id: string;
  a: number;
  b: number;
}

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
beforeEach(() => scratch.database.dropDatabase());
afterAll(() => scratch.drop());

/** A version of the software: its one model's indexes. */
function version(...indexes: readonly [IndexDefinition, IndexOptions?][]): Model<Row> {
  const schema = defineSchema<Row>("rows", { _id: String, a: Number, b: Number });
  for (const [keys, options] of indexes) schema.index(keys, options);
  if (scratch.database.models.Row) scratch.database.deleteModel("Row");
  return defineModel(scratch.database, "Row", schema);
}

const start = (model: Model<Row>, migrations: readonly Migration[] = []): Promise<MigrationReport> =>
  migrateDatabase(
    scratch.database,
    [model],
    migrations,
    createSecrets(() => []),
  );

const indexes = async (model: Model<Row>) =>
  (await model.collection.indexes())
    .filter(({ name }) => name !== "_id_")
    .map(({ name, key, unique }) => ({ name, key, ...(unique ? { unique } : {}) }));

describe("indexes", () => {
  test("are made, and made anew where a version defines them otherwise under the same name", async () => {
    await start(version([{ a: 1 }, { name: "by_a" }], [{ b: 1 }]));
    const next = version([{ a: 1, b: 1 }, { name: "by_a" }], [{ b: 1 }, { unique: true }]);
    await start(next);
    expect(await indexes(next)).toEqual([
      { name: "by_a", key: { a: 1, b: 1 } },
      { name: "b_1", key: { b: 1 }, unique: true },
    ]);
  });

  test("under another name than now serve as they are", async () => {
    await start(version([{ a: 1 }, { name: "old" }]));
    const next = version([{ a: 1 }, { name: "new" }]);
    await start(next);
    expect(await indexes(next)).toEqual([{ name: "old", key: { a: 1 } }]);
  });

  test("of others stay", async () => {
    const model = version([{ a: 1 }]);
    await model.createCollection();
    await model.collection.createIndex({ b: -1 }, { name: "made_by_hand" });
    await start(model);
    expect(await indexes(model)).toEqual([
      { name: "made_by_hand", key: { b: -1 } },
      { name: "a_1", key: { a: 1 } },
    ]);
  });

  test("may be brought up to date by many processes at once", async () => {
    const first = version([{ a: 1 }, { name: "by_a" }]);
    await start(first);
    await first.insertMany(
      Array.from({ length: 20_000 }, (_, i) => ({ _id: String(i), a: i, b: -i })),
      { lean: true },
    );
    const next = version([{ a: -1, b: 1 }, { name: "by_a" }]);
    await Promise.all(Array.from({ length: 6 }, () => start(next)));
    expect(await indexes(next)).toEqual([{ name: "by_a", key: { a: -1, b: 1 } }]);
  });
});

test("migrations run in their order, once each", async () => {
  const ran: string[] = [];
  const migration = (id: string): Migration => ({ id, run: async () => void ran.push(id) });
  const model = version();
  const first = await start(model, [migration("2026-02-b"), migration("2026-01-a")]);
  const second = await start(model, [migration("2026-01-a"), migration("2026-02-b"), migration("2026-03-c")]);
  expect(ran).toEqual(["2026-01-a", "2026-02-b", "2026-03-c"]);
  expect([first.applied, second.applied]).toEqual([["2026-01-a", "2026-02-b"], ["2026-03-c"]]);
});
