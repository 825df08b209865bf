import { isDeepStrictEqual } from "node:util";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { diffTexts, linesOf, MAX_SHOWN_BYTES, type TextDiff } from "./text-diff.ts";

/** A text as hunks alone say it is: what they don't show is taken from the old text. */
function applied(base: string, { hunks }: TextDiff): string[] {
  const old = linesOf(base);
  const lines: string[] = [];
  let next = 0;
  for (const { baseStart, baseCount, lines: shown } of hunks) {
    const first = baseCount === 0 ? baseStart : baseStart - 1;
    lines.push(...old.slice(next, first));
    for (const { kind, spans } of shown)
      if (kind !== "REMOVED") lines.push(spans.map(({ text }) => text).join(""));
    next = first + baseCount;
  }
  return [...lines, ...old.slice(next)];
}

const text = fc
  .array(fc.constantFrom("a", "b", "", "The key is kept for 7 days.", "The key is kept for 3 days."), {
    maxLength: 30,
  })
  .map((lines) => lines.join("\n"));

test("the hunks alone make the new text of the old one, with right line numbers", () => {
  fc.assert(
    fc.property(text, text, fc.nat(4), (base, next, context) => {
      const diff = diffTexts(base, next, context);
      expect(applied(base, diff)).toEqual(linesOf(next));
      for (const { lines } of diff.hunks) {
        for (const { baseLine, line, kind, spans } of lines) {
          const said = spans.map((span) => span.text).join("");
          if (baseLine > 0) expect(linesOf(base)[baseLine - 1]).toBe(said);
          if (line > 0) expect(linesOf(next)[line - 1]).toBe(said);
          if (kind === "CONTEXT") expect(spans.some(({ changed }) => changed)).toBe(false);
        }
      }
      expect(diff.addedLines - diff.removedLines).toBe(linesOf(next).length - linesOf(base).length);
      expect(diff.hunks.length === 0).toBe(isDeepStrictEqual(linesOf(base), linesOf(next)));
    }),
    { examples: [["\n", "", 0]] },
  );
});

test("a changed line shows which of its words changed", () => {
  const { hunks } = diffTexts(
    "# Keys\n\nA key is kept for 7 days.\n",
    "# Keys\n\nA key is kept for 3 days.\n",
    1,
  );
  expect(hunks).toHaveLength(1);
  expect(hunks[0]).toMatchObject({ baseStart: 2, baseCount: 2, start: 2, count: 2 });
  const marked = hunks[0]?.lines.flatMap(({ kind, spans }) =>
    spans.filter(({ changed }) => changed).map((span) => [kind, span.text]),
  );
  expect(marked).toEqual([
    ["REMOVED", "7"],
    ["ADDED", "3"],
  ]);
});

test("lines that have nothing in common are changed whole", () => {
  const [hunk] = diffTexts("Lock your screen.", "Bread rises at dawn.", 3).hunks;
  expect(hunk?.lines.every(({ spans }) => spans.length === 1 && spans[0]?.changed)).toBe(true);
});

test("distant changes stand in hunks of their own", () => {
  const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`);
  const next = lines.with(2, "other").with(30, "another");
  expect(diffTexts(lines.join("\n"), next.join("\n"), 3).hunks.map(({ start }) => start)).toEqual([1, 28]);
});

test("texts as large as they may be and without anything in common cost little and are cut", () => {
  const lines = (word: string) =>
    Array.from({ length: 60_000 }, (_, i) => `${word} ${i % 700} and more`).join("\n");
  const diff = diffTexts(lines("old"), lines("new"), 3);
  expect(diff).toMatchObject({ addedLines: 60_000, removedLines: 60_000, truncated: true });
  const shown = diff.hunks.flatMap((hunk) => hunk.lines);
  expect(shown.length).toBeGreaterThan(10_000);
  expect(shown.length * 10).toBeLessThan(MAX_SHOWN_BYTES);
}, 10_000);
