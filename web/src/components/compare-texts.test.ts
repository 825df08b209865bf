import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareTexts, type DiffLine } from "./compare-texts.ts";

const textOf = (lines: readonly (DiffLine | undefined)[]): string =>
  lines
    .filter((line) => line !== undefined)
    .map((line) => line.pieces.map(({ text }) => text).join(""))
    .join("\n");

test("a changed word stands out in its line", () => {
  const rows = compareTexts("one\nFix it within 7 days.\nthree", "one\nFix it within 3 days.\nthree");
  expect(rows.map(({ kind }) => kind)).toEqual(["same", "changed", "same"]);
  expect(rows[1]?.after?.pieces.filter(({ changed }) => changed)).toEqual([{ text: "3", changed: true }]);
});

test("lines that have nothing in common are removed and added", () => {
  const rows = compareTexts("Keep your desk clean.", "Visitors wear a badge at all times.");
  expect(rows.map(({ kind }) => kind)).toEqual(["removed", "added"]);
});

test("both texts can be read from the comparison, with lines numbered in order", () => {
  const texts = fc.array(fc.constantFrom("a b", "a c", "", "word", "other word"), { maxLength: 12 });
  fc.assert(
    fc.property(texts, texts, (one, two) => {
      const rows = compareTexts(one.join("\n"), two.join("\n"));
      const before = rows.map((row) => row.before);
      const after = rows.map((row) => row.after);
      expect(textOf(before)).toBe(one.join("\n"));
      expect(textOf(after)).toBe(two.join("\n"));
      const numbers = after.flatMap((line) => (line ? [line.number] : []));
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    }),
  );
});
