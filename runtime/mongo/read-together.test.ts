import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Model } from "mongoose";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import { defineModel, defineSchema } from "./model.ts";
import { ReadTogether } from "./read-together.ts";

interface Row {
  _id: string;
  customerId: string;
}

const schema = defineSchema<Row>("rows", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true },
});

describe("reading together", () => {
  let scratch: ScratchDatabase;
  let model: Model<Row>;
  let queries = 0;
  beforeAll(async () => {
    scratch = await scratchDatabase();
    model = defineModel(scratch.database, "Row", schema);
    await model.insertMany(
      ["a", "b"].flatMap((customerId) =>
        [1, 2, 3].map((number) => ({ _id: `${customerId}${number}`, customerId })),
      ),
    );
    scratch.database.set("debug", (_collection: string, method: string) => {
      if (method === "find") queries += 1;
    });
  });
  afterAll(() => scratch.drop());

  test("gives each caller their own document, and nobody another customer's or one that isn't there", async () => {
    const rows = new ReadTogether(model);
    const found = await Promise.all([
      rows.find("a", "a1"),
      rows.find("b", "b2"),
      rows.find("a", "b2"),
      rows.find("a", "a1"),
      rows.find("b", "b9"),
    ]);
    expect(found.map((row) => row?._id)).toEqual(["a1", "b2", undefined, "a1", undefined]);
  });

  test("asks once per customer for what is asked for at once", async () => {
    const rows = new ReadTogether(model);
    queries = 0;
    await Promise.all(["a1", "a2", "a3", "b1", "b2"].map((id) => rows.find(id.charAt(0), id)));
    expect(queries).toBe(2);
  });

  test("sees what is stored when it asks: a later question gives a later answer", async () => {
    const rows = new ReadTogether(model);
    expect(await rows.find("a", "a4")).toBeUndefined();
    await model.create({ _id: "a4", customerId: "a" });
    expect(await rows.find("a", "a4")).toMatchObject({ _id: "a4" });
  });
});
