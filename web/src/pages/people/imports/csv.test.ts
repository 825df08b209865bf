import { expect, test } from "@jest/globals";
import { readCsv, UnpairedQuotesError, writeCsv } from "./csv.ts";

test("reads quotes, line breaks in fields and empty lines, and knows where each record begins", () => {
  const text =
    '\uFEFFname;email\r\n"Ann ""A"" Lee";ann@example.com\r\n\r\n"Bo\nBerg";bo@example.com\nCy;cy@example.com';
  expect(readCsv(text)).toEqual([
    { line: 1, fields: ["name", "email"] },
    { line: 2, fields: ['Ann "A" Lee', "ann@example.com"] },
    { line: 4, fields: ["Bo\nBerg", "bo@example.com"] },
    { line: 6, fields: ["Cy", "cy@example.com"] },
  ]);
});

test.each([",", ";", "\t"])("finds out that %j separates the fields", (delimiter) => {
  expect(readCsv(["a", "b", "c"].join(delimiter))).toEqual([{ line: 1, fields: ["a", "b", "c"] }]);
});

test("says where a quotation mark has no end", () => {
  expect(() => readCsv('a,b\nc,"d\ne,f')).toThrow(UnpairedQuotesError);
  expect(() => readCsv('a,b\nc,"d\ne,f')).toThrow("line 2");
});

test("what is written is read as it was, line for line", () => {
  const records = readCsv('a,b\n\n"x, y",z\n"two\nlines","q""q"\nlast,1\n');
  expect(readCsv(writeCsv(records))).toEqual(records);
});
