import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { markWords, rootsOf, snippetsOf } from "./search-snippets.ts";

const highlighted = (spans: readonly { readonly text: string; readonly highlighted: boolean }[]) =>
  spans.filter((span) => span.highlighted).map((span) => span.text);

test("finds other forms of a word, and nothing after a minus", () => {
  expect(rootsOf('Passwords "shared" -keys')).toEqual(["password", "shar"]);
  expect(
    highlighted(
      markWords("A password is never shared; sharing it is a breach.", rootsOf("passwords shared")),
    ),
  ).toEqual(["password", "shared", "sharing"]);
});

test("gives the passage with the most of the words, as plain text", () => {
  const filler = "Nothing to see here. ".repeat(40);
  const text = `# Keys\n\n${filler}\n\n- Rotate **keys** every [90 days](https://example.com/keys).\n\n${filler} keys`;
  const [first, second] = snippetsOf(text, rootsOf("rotate keys"));
  expect(first?.map((span) => span.text).join("")).toContain("Keys");
  const passage = second?.map((span) => span.text).join("") ?? "";
  expect(passage).toContain("Rotate keys every 90 days.");
  expect(passage.startsWith("… ")).toBe(true);
  expect(highlighted(second ?? [])).toEqual(["Rotate", "keys"]);
});

test("a passage is never longer than it should be, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000 }), fc.string({ maxLength: 40 }), (text, query) => {
      const snippets = snippetsOf(`${text} key ${text}`, rootsOf(`${query} key`));
      expect(snippets.length).toBeLessThanOrEqual(3);
      for (const spans of snippets) {
        expect(spans.map((span) => span.text).join("").length).toBeLessThan(320);
        expect(highlighted(spans).length).toBeGreaterThan(0);
      }
    }),
  );
});
