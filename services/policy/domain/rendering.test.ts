import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DomainError } from "../../../runtime/errors.ts";
import { canonicalText, EMPTY_SHA256 } from "./canonical-text.ts";
import { checkValue, formatValue } from "./configuration-value.ts";
import { type ActiveValues, MAX_RENDERED_BYTES, renderText } from "./rendering.ts";

const values = (given: Record<string, string>): ActiveValues =>
  new Map(
    Object.entries(given).map(([key, text]) => [
      key,
      { configurationId: `cfg_${key}`, value: { kind: "text", text } },
    ]),
  );
const render = (source: string, given: Record<string, string> = {}) => renderText(source, values(given));

describe("the canonical text", () => {
  const messy = fc.string({
    unit: fc.constantFrom("a", "é", "e\u0301", "\r\n", "\r", "\n", " ", "\t", "\uFEFF", "Å", "\u212B"),
  });

  test("is canonical already, whatever it came from", () => {
    fc.assert(
      fc.property(messy, (text) => {
        const once = canonicalText(text);
        expect(canonicalText(once)).toBe(once);
        expect(once).toBe(once.normalize("NFC"));
        expect(once).not.toMatch(/\r|^\uFEFF/);
        if (once !== "") expect(once).toMatch(/\S\n$/);
      }),
    );
  });

  test("is the same for line ends, Unicode forms and blank ends that look alike", () => {
    const forms = [
      "Caf\u00e9\n\nb  \nc\n",
      "Cafe\u0301\r\n\r\nb  \r\nc",
      "\uFEFFCaf\u00e9\r\rb  \rc \n\n \t",
    ];
    expect(new Set(forms.map(canonicalText))).toEqual(new Set(["Caf\u00e9\n\nb  \nc\n"]));
  });

  test("of blanks is nothing", () => {
    expect(render(" \r\n\t").contentSha256).toBe(EMPTY_SHA256);
  });

  test("of a megabyte of blanks takes no time", () => {
    const started = performance.now();
    canonicalText(`${" ".repeat(999_999)}x`);
    canonicalText(`x${" \n".repeat(499_999)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe("values in a text", () => {
  test("stand in place of their keys, blanks in the braces or not; other keys stay and are named", () => {
    const rendered = render("{{b}} {{ a }} {{b}} {{A}} {{ {{a}} }}", { a: "one" });
    expect(rendered).toMatchObject({
      renderedMarkdown: "{{b}} one {{b}} {{A}} {{ one }}\n",
      keys: ["b", "a"],
      unresolvedKeys: ["b"],
      configurationIds: ["cfg_a"],
    });
  });

  test("are not searched for keys, nor for patterns of the replacement", () => {
    expect(render("{{a}}", { a: "{{b}} $& $1", b: "no" }).renderedMarkdown).toBe("\\{\\{b\\}\\} $\\& $1\n");
  });

  test("bring no Markdown of their own", () => {
    const text = "# *a* _b_ `c` [d](e) <f> &amp; 1. ~x~ | \\";
    expect(formatValue({ kind: "text", text }).replaceAll(/\\([!-/:-@[-`{-~])/g, "$1")).toBe(text);
    expect(formatValue({ kind: "text", text: "a_b*c" })).toBe("a\\_b\\*c");
  });

  test("can't blow a text up beyond its bound", () => {
    const source = "{{a}}".repeat(190_000);
    expect(() => render(source, { a: "x".repeat(1000) })).toThrow(DomainError);
    const most = Buffer.byteLength(render(source, { a: "x".repeat(10) }).renderedMarkdown);
    expect(most).toBeLessThanOrEqual(MAX_RENDERED_BYTES);
  });
});

describe("how values read", () => {
  test.each([
    [0, "0 days"],
    [1, "1 second"],
    [60, "1 minute"],
    [5_400, "90 minutes"],
    [129_600, "36 hours"],
    [86_400, "1 day"],
    [604_800, "7 days"],
  ])("%i seconds read %s", (seconds, text) => {
    expect(formatValue({ kind: "duration", seconds })).toBe(text);
  });

  test("a duration reads in a unit that gives it back exactly", () => {
    const units = new Map([
      ["day", 86_400],
      ["hour", 3_600],
      ["minute", 60],
      ["second", 1],
    ]);
    fc.assert(
      fc.property(fc.nat(315_360_000), (seconds) => {
        const [count = "", unit = ""] = formatValue({ kind: "duration", seconds }).split(" ");
        expect(Number(count) * (units.get(unit.replace(/s$/, "")) ?? Number.NaN)).toBe(seconds);
      }),
    );
  });

  test("integers read in digits, booleans yes or no", () => {
    expect(formatValue({ kind: "integer", digits: "-9223372036854775808" })).toBe("-9223372036854775808");
    expect([true, false].map((yes) => formatValue({ kind: "boolean", yes }))).toEqual(["yes", "no"]);
  });

  test.each(["a\nb", "a\u0000", "a\u2028b"])("a text with %j is refused", (text) => {
    expect(() => checkValue({ kind: "text", text })).toThrow(DomainError);
  });
});
