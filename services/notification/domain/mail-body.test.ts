import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { catalogFor } from "./catalog.ts";
import { escapeHtml, htmlOf, plainTextOf } from "./mail-body.ts";
import { oneLine } from "./one-line.ts";

const parts = (text: string) => ({
  catalog: catalogFor("en-AU", "de"),
  title: text,
  body: { paragraphs: [text], list: [text], more: 2, action: text },
  recipientName: text,
  brand: text,
  logoUrl: text,
  accentColor: text,
  link: "https://sign.example.com/acknowledgements",
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("<script>", `" onload="x`, "'><b>", "&lt;", "javascript:x", 'https://x/"><b>', "#fff;}"),
);

describe("a mail's HTML", () => {
  test("has the same elements whatever people wrote", () => {
    const elements = (html: string) =>
      html.match(/<[a-z/!][a-z]*/gi)?.filter((name) => !/img|strong/.test(name));
    const plain = elements(htmlOf(parts("plain")));
    fc.assert(fc.property(hostile, (text) => expect(elements(htmlOf(parts(text)))).toEqual(plain)));
  });

  test("gives back every character that a browser decodes", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        const decoded = escaped
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&#39;", "'")
          .replaceAll("&amp;", "&");
        expect(decoded).toBe(text);
      }),
    );
  });
});

describe("a mail's plain text", () => {
  test("greets, lists, counts the rest and links", () => {
    expect(plainTextOf({ ...parts("Ada"), brand: "Acme" })).toBe(
      "Hello Ada,\n\nAda\n\n- Ada\n- and 2 more\n\nAda: https://sign.example.com/acknowledgements\n\n" +
        "-- \nYou get this mail because Acme uses Countersign for its policies.\n",
    );
  });
});

describe("one line", () => {
  test("has no character that ends a line or reorders it, and keeps its bound", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const line = oneLine(text, most);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect([...line].length).toBeLessThanOrEqual(most);
        expect(line.isWellFormed()).toBe(true);
        expect(oneLine(line)).toBe(line);
      }),
    );
  });
});
