import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Model } from "mongoose";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import { defineModel, defineSchema } from "./model.ts";
import { afterKey, pageWindow, toPage } from "./page.ts";

interface Item {
  _id: string;
  due: Date;
}

let scratch: ScratchDatabase;
let items: Model<Item>;
beforeAll(async () => {
  scratch = await scratchDatabase();
  items = defineModel(scratch.database, "Item", defineSchema<Item>("items", { _id: String, due: Date }));
  await items.createCollection();
});
afterAll(() => scratch.drop());

const FILTER = { kind: "all" };

async function readAll(pageSize: number, direction: 1 | -1): Promise<string[]> {
  const seen: string[] = [];
  let pageToken = "";
  do {
    const window = pageWindow({ pageSize, pageToken }, FILTER);
    const rows = await items
      .find(afterKey(["due", "_id"], window.after, direction))
      .sort({ due: direction, _id: direction })
      .limit(window.limit + 1)
      .lean<Item[]>();
    const page = toPage(rows, window, FILTER, (item) => [item.due, item._id]);
    seen.push(...page.items.map((item) => item._id));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return seen;
}

describe("keyset paging", () => {
  test("visits every item once and in order, with equal keys, in both directions", async () => {
    const days = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        days,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(1 as const, -1 as const),
        async (dues, pageSize, direction) => {
          await items.deleteMany({});
          await items.insertMany(
            dues.map((day, i) => ({
              _id: `i${String(i).padStart(2, "0")}`,
              due: new Date(day * 86_400_000),
            })),
          );
          const sorted = await items.find().sort({ due: direction, _id: direction }).lean<Item[]>();
          expect(await readAll(pageSize, direction)).toEqual(sorted.map((item) => item._id));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("refuses a token of another filter and anything that is no token", () => {
    const window = pageWindow({ pageSize: 1, pageToken: "" }, FILTER);
    const { nextPageToken } = toPage([{ _id: "a" }, { _id: "b" }], window, FILTER, (item) => [item._id]);
    expect(pageWindow({ pageSize: 1, pageToken: nextPageToken }, FILTER).after).toEqual(["a"]);
    expect(() => pageWindow({ pageSize: 1, pageToken: nextPageToken }, { kind: "other" })).toThrow(
      "not of this list",
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (pageToken) => {
        expect(() => pageWindow({ pageSize: 1, pageToken }, FILTER)).toThrow("not of this list");
      }),
    );
  });

  test("bounds the size: 0 is the default of 50, and 200 the most", () => {
    expect(pageWindow({ pageSize: 0, pageToken: "" }, FILTER).limit).toBe(50);
    expect(pageWindow({ pageSize: 10_000, pageToken: "" }, FILTER).limit).toBe(200);
  });
});
