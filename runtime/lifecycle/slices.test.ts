import { expect, test } from "@jest/globals";
import { inSlices } from "./slices.ts";

test("acts on every item in order, and lets others have their turn between", async () => {
  const seen: (number | string)[] = [];
  const items = Array.from({ length: 40 }, (_, n) => n);
  inSlices(items, (item) => seen.push(item));
  const own = (async () => {
    for (let turn = 1; turn <= 2; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`turn ${turn}`);
    }
  })();
  expect(seen).toEqual(items.slice(0, 16));
  await own;
  expect(seen).toEqual([...items.slice(0, 32), "turn 1", ...items.slice(32), "turn 2"]);
});

test("has nothing to do with nothing", () => {
  const seen: unknown[] = [];
  inSlices([], (item) => seen.push(item));
  expect(seen).toEqual([]);
});
