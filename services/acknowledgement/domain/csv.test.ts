import { expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { csvLine } from "./csv.ts";

test("what begins like a formula stays text", () => {
  expect(csvLine(["=1+1", "@SUM(A1)", "-2", "+49 170", "\t=1", "＝1"])).toBe(
    "'=1+1,'@SUM(A1),'-2,'+49 170,'\t=1,'＝1\r\n",
  );
});

test("a reader of CSV gets back every cell, formulas with an apostrophe in front", () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('"', "a,b", "x\r\ny", "=cmd|' /C calc'!A0"));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
      const [read = []] = parse(csvLine(cells), { record_delimiter: "\r\n" }) as string[][];
      expect(read.map((text, i) => (text === `'${cells[i]}` ? cells[i] : text))).toEqual(cells);
      expect(read.some((text) => /^[=+\-@\t\r\n]/.test(text))).toBe(false);
    }),
  );
});
