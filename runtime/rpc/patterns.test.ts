import { globSync, readFileSync } from "node:fs";
import { RE2JS } from "@bufbuild/re2";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isPlain, matchesPattern } from "./patterns.ts";

const contract = globSync("proto/**/*.proto").map((path) => readFileSync(path, "utf8"));
const patterns = [
  ...new Set(
    contract
      .flatMap((text) => [...text.matchAll(/\bpattern\s*[:=]\s*("(?:[^"\\]|\\.)*")/g)])
      .map(([, literal = '""']) => JSON.parse(literal) as string),
  ),
];

describe("the contract's patterns", () => {
  test("are there, and those of ids are plain", () => {
    expect(patterns.length).toBeGreaterThan(20);
    const ofIds = patterns.filter((pattern) => /^\^[a-z]+_\[0-9a-z\]\{26\}\$$/.test(pattern));
    expect(ofIds.length).toBeGreaterThan(10);
    expect(ofIds.filter((pattern) => !isPlain(pattern))).toEqual([]);
  });

  test.each(patterns)("%s means here what it means in RE2", (pattern) => {
    const re2 = RE2JS.compile(pattern);
    const near = fc.stringMatching(new RegExp(pattern));
    const texts = fc.oneof(
      near,
      fc.string({ unit: "binary" }),
      fc.tuple(near, fc.string({ maxLength: 2 })).map(([text, more]) => text + more),
      fc.tuple(fc.string({ maxLength: 2 }), near).map(([more, text]) => more + text),
      near.map((text) => text.slice(1)),
      near.map((text) => `${text}\n`),
      near.map((text) => text.toUpperCase()),
    );
    fc.assert(fc.property(texts, (text) => matchesPattern(pattern, text) === re2.test(text)));
  });
});

describe("left to RE2 is what could", () => {
  test.each([
    ["go back", ["^(a+)+$", "^a*a*$", "^[a-z]{2,8}$", "^a?b$", "^(a|b)$"]],
    ["match anywhere", ["abc", "^abc", "abc$", "\\S"]],
    ["mean something else in JavaScript", ["^.$", "^[^a]$", "^\\s$", "^[[:alpha:]]$", "^(?i)a$", "^\\pL$"]],
  ])("%s", (_why, left) => {
    expect(left.filter(isPlain)).toEqual([]);
  });

  test("a long text that makes others go back for ages is answered", () => {
    expect(matchesPattern("^(a+)+$", `${"a".repeat(50_000)}b`)).toBe(false);
  });
});

test("a pattern that RE2 doesn't know is refused", () => {
  expect(() => matchesPattern("^(?=a)", "a")).toThrow();
});
