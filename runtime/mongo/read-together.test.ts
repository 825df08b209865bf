import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Model } from "mongoose";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import { defineModel, defineSchema } from "./model.ts";
import { documentsById, ReadTogether } from "./read-together.ts";

interface Row {
  _id: string;
  customerId: string;
}

const manyIds = Array.from({ length: 20 }, (_, i) => `x${i}`);

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
    const rows = new ReadTogether(documentsById(model));
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
    const rows = new ReadTogether(documentsById(model));
    queries = 0;
    await Promise.all(["a1", "a2", "a3", "b1", "b2"].map((id) => rows.find(id.charAt(0), id)));
    expect(queries).toBe(2);
  });

  test("waits for more while each turn of the event loop brings some, but not for ever", async () => {
    const rows = new ReadTogether(documentsById(model));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    queries = 0;
    const asked: Promise<unknown>[] = [];
    for (let i = 0; i < 3; i++) {
      asked.push(rows.find("a", `a${i + 1}`));
      await turn();
    }
    await Promise.all(asked);
    expect(queries).toBe(1);
    const answered = rows.find("a", "a1");
    let more = 0;
    let waiting = true;
    void answered.then(() => {
      waiting = false;
    });
    for (; waiting; more++) {
      asked.push(rows.find("a", `a${more}`));
      await turn();
    }
    await Promise.all(asked);
    expect(queries).toBeLessThan(more);
  });

  test("reads several keys with those of others, many by themselves, and says nothing of what isn't there", async () => {
    const rows = new ReadTogether(documentsById(model));
    queries = 0;
    const [few, one] = await Promise.all([rows.among("a", ["a1", "a2", "a9"]), rows.find("a", "a3")]);
    expect([[...few.keys()], one?._id, queries]).toEqual([["a1", "a2"], "a3", 1]);
    const many = await Promise.all([rows.among("a", ["a1", ...manyIds]), rows.find("a", "a3")]);
    expect([[...many[0].keys()], queries]).toEqual([["a1"], 3]);
  });

  test("tells each caller of a failure", async () => {
    const rows = new ReadTogether<Row>(() => Promise.reject(new Error("no primary")));
    const answers = await Promise.allSettled([
      rows.find("a", "a1"),
      rows.find("a", "a2"),
      rows.find("b", "b1"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  });

  test("sees what is stored when it asks: a later question gives a later answer", async () => {
    const rows = new ReadTogether(documentsById(model));
    expect(await rows.find("a", "a4")).toBeUndefined();
    await model.create({ _id: "a4", customerId: "a" });
    expect(await rows.find("a", "a4")).toMatchObject({ _id: "a4" });
  });
});
