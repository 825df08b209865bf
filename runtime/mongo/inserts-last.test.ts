import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Change } from "./change.ts";
import { insertsLast } from "./inserts-last.ts";

const entry = (name: "insertOne" | "updateOne" | "deleteMany", collection: string, id: number) => ({
  change: {
    model: { namespace: `db.${collection}`, name, filter: {}, update: {}, document: { _id: id } },
    expect: "any",
  } as Change,
  id,
});
type Entry = ReturnType<typeof entry>;
const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id);

test("documents added to a collection come side by side behind the updates of others", () => {
  const units = [0, 10, 20].flatMap((n) => [
    entry("updateOne", "accounts", n),
    entry("insertOne", "outbox", n + 1),
    entry("insertOne", "inbox", n + 2),
  ]);
  expect(ids(insertsLast(units))).toEqual([0, 10, 20, 1, 11, 21, 2, 12, 22]);
});

test("a document that is added where others are changed or removed keeps its place", () => {
  const entries = [
    entry("insertOne", "accounts", 1),
    entry("updateOne", "accounts", 2),
    entry("insertOne", "outbox", 3),
    entry("insertOne", "keys", 4),
    entry("deleteMany", "keys", 5),
  ];
  expect(ids(insertsLast(entries))).toEqual([1, 2, 4, 5, 3]);
});

test("whatever there is, nothing is lost and the changes of a collection keep their order", () => {
  const change = fc.tuple(
    fc.constantFrom("insertOne", "updateOne", "deleteMany"),
    fc.constantFrom("a", "b", "c", "d"),
  );
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const entries = changes.map(([name, collection], id) => entry(name, collection, id));
      const placed = insertsLast(entries);
      expect(ids(placed).toSorted((a, b) => a - b)).toEqual(ids(entries));
      for (const collection of ["db.a", "db.b", "db.c", "db.d"]) {
        const of = (all: readonly Entry[]) =>
          ids(all.filter(({ change }) => change.model.namespace === collection));
        expect(of(placed)).toEqual(of(entries));
      }
    }),
  );
});
