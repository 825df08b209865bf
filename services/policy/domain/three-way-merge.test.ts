import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { countConflicts } from "./conflict-markers.ts";
import { mergeTexts } from "./three-way-merge.ts";

const merge = (base: string, ours: string, theirs: string): string =>
  mergeTexts({ base, ours, theirs, theirsLabel: "template version 2" });

/** Few different lines, so that they repeat and meet; some that trip naive lookups. */
const line: fc.Arbitrary<string> = fc.constantFrom(
  "",
  "a",
  "b",
  "c",
  "# Scope",
  "constructor",
  "__proto__",
  "=======",
  "  ",
);
const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.join("\n"));
const distinct = (prefix: string) =>
  fc.array(fc.nat(999), { maxLength: 6 }).map((ns) => ns.map((n) => `${prefix} ${n}`));

/** Two edits of one text: each side replaces a range of it by lines of its own. */
const edits = fc
  .record({
    base: fc.array(line, { maxLength: 25 }),
    cuts: fc.tuple(fc.nat(25), fc.nat(8), fc.nat(25), fc.nat(8)),
    ours: distinct("ours"),
    theirs: distinct("theirs"),
  })
  .map(({ base, cuts: [from, length, from2, length2], ours, theirs }) => ({
    base: base.join("\n"),
    ours: base.toSpliced(from, length, ...ours).join("\n"),
    theirs: base.toSpliced(from2, length2, ...theirs).join("\n"),
    added: [...ours, ...theirs],
  }));

describe("merging a template's change into a policy", () => {
  test("keeps our text when the template did not change", () => {
    fc.assert(fc.property(text, text, (base, ours) => expect(merge(base, ours, base)).toBe(ours)));
  });

  test("gives the template's text when we did not change it", () => {
    fc.assert(fc.property(text, text, (base, theirs) => expect(merge(base, base, theirs)).toBe(theirs)));
  });

  test("takes a change that both made alike once", () => {
    fc.assert(fc.property(text, text, (base, both) => expect(merge(base, both, both)).toBe(both)));
  });

  test("loses no line that either side wrote, whether they conflict or not", () => {
    fc.assert(
      fc.property(text, text, text, (base, ours, theirs) => {
        const [before, merged] = [base.split("\n"), merge(base, ours, theirs).split("\n")];
        const written = [...ours.split("\n"), ...theirs.split("\n")].filter((l) => !before.includes(l));
        expect(merged).toEqual(expect.arrayContaining(written));
      }),
    );
    fc.assert(
      fc.property(edits, ({ base, ours, theirs, added }) => {
        expect(merge(base, ours, theirs).split("\n")).toEqual(expect.arrayContaining(added));
      }),
    );
  });

  test("in a conflict shows every line of both sides, and counts it", () => {
    const merged = merge("1\n2\n3\n", "1\nours\n3\n", "1\ntheirs\n3\n");
    expect(merged).toBe("1\n<<<<<<< this policy\nours\n=======\ntheirs\n>>>>>>> template version 2\n3\n");
    expect(countConflicts(merged)).toBe(1);
  });

  test("takes over changes in different places without a conflict, whatever the line ends", () => {
    expect(merge("1\r\n2\r\n3\r\n4\r\n5", "1 ours\n2\n3\n4\n5", "1\n2\n3\n4\n5 theirs")).toBe(
      "1 ours\n2\n3\n4\n5 theirs",
    );
  });

  test("a conflict of which only one marker was removed still counts", () => {
    const merged = merge("1\n2", "1\nours", "1\ntheirs");
    expect(countConflicts(merged.replace("<<<<<<< this policy\n", ""))).toBe(1);
    expect(countConflicts(merged.replace(/^>>>>>>>.*$/m, ""))).toBe(1);
    expect(countConflicts("Heading\n=======\n\n> quoted")).toBe(0);
  });

  test("200,000 repeating lines are one conflict in bounded time", () => {
    const blanks = "\n".repeat(200_000);
    const started = performance.now();
    expect(countConflicts(merge(`a${blanks}a`, `b${blanks}b`, `c${blanks}c`))).toBe(1);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("a policy of 20,000 lines with blank ones merges change by change", () => {
    const base = Array.from({ length: 20_000 }, (_, i) => (i % 2 ? "" : `Line ${i}.`));
    const ours = base.with(0, "Ours first.").with(10_000, "Ours.");
    const theirs = base.with(0, "Theirs first.").with(15_000, "Theirs.");
    const merged = merge(base.join("\n"), ours.join("\n"), theirs.join("\n"));
    expect(countConflicts(merged)).toBe(1);
    expect(merged.split("\n")).toEqual(expect.arrayContaining(["Ours.", "Theirs."]));
  });
});
