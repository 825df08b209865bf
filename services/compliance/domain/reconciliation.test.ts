import { expect, test } from "@jest/globals";
import { judge } from "./reconciliation.ts";

const ours = { pending: 2, acknowledged: 3, moves: 7 };
const source = { materialVersion: 1, pending: 1, acknowledged: 4 };
const earlier = { ...source, moves: 7 };

test.each([
  ["equal counts are proved", ours, { ...source, pending: 2, acknowledged: 3 }, undefined, "proved"],
  ["a first difference is only suspect", ours, source, undefined, "suspect"],
  ["the same difference, nothing moved, is wrong", ours, source, earlier, "wrong"],
  ["an event since makes it suspect again", { ...ours, moves: 8 }, source, earlier, "suspect"],
  ["so does a source that has gone on", ours, { ...source, acknowledged: 5 }, earlier, "suspect"],
  ["and another material version", ours, { ...source, materialVersion: 2 }, earlier, "suspect"],
])("%s", (_name, mine, theirs, before, verdict) => {
  expect(judge(mine, theirs, before)).toBe(verdict);
});
