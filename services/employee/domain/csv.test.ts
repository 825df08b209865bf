import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CsvRecord, type Delimiter, readCsv, UnreadableCsvError } from "./csv.ts";

async function read(bytes: Uint8Array | string, delimiter: Delimiter = ","): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of readCsv(Buffer.from(bytes), delimiter)) records.push(record);
  return records;
}
const refusal = (bytes: Uint8Array | string) =>
  read(bytes).then(
    () => "ok",
    (error: unknown) => (error instanceof UnreadableCsvError ? error.message : Promise.reject(error)),
  );

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

test("what was written is read back, with the line at which each record begins", async () => {
  const field = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom('"', '""', ",", ";", "a\nb", "a\r\nb\r", "é", "\u{1f600}", " x "),
  );
  const row = fc.array(field, { minLength: 2, maxLength: 4 }).map((fields) => ["x", ...fields]);
  const eol = fc.constantFrom("\n", "\r\n", "\r");
  const blank = fc.nat(2);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(row, eol, blank), { maxLength: 6 }),
      fc.constantFrom<Delimiter>(",", ";"),
      fc.boolean(),
      async (rows, delimiter, bom) => {
        let text = bom ? "\ufeff" : "";
        let line = 1;
        const expected = rows.map(([fields, end, blanks]) => {
          const written = fields.map(quoted).join(delimiter);
          text += written + end + end.repeat(blanks);
          const at = line;
          line += 1 + blanks + (written.match(/\r\n|\n|\r/g)?.length ?? 0);
          return { line: at, fields };
        });
        expect(await read(text, delimiter)).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test("random bytes are read or refused with words, never worse", async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .string({ unit: fc.constantFrom('"', ",", ";", "\n", "\r", "a", " "), maxLength: 60 })
      .map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (input) => {
      expect(typeof (await refusal(input))).toBe("string");
    }),
    { numRuns: 500 },
  );
});

test("a file of many pieces is read whole", async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `Person ${index},p${index}@example.com`);
  const records = await read(rows.join("\r\n"));
  expect(records).toHaveLength(20_000);
  expect(records.at(-1)).toEqual({ line: 20_000, fields: ["Person 19999", "p19999@example.com"] });
});

describe("a file that can't be read says where and why", () => {
  test.each([
    ['a,b\n1,"x\n2,y\n', "Line 2: a quote is opened and never closed."],
    [
      'a,b\n1,"x"y\n',
      'Line 2: text follows a closing quote. A quote inside a quoted field must be doubled ("").',
    ],
    [
      'a,b\n1,x"y"\n',
      'Line 2: a quote stands inside a field that is not quoted. Quote the field and double the quote ("").',
    ],
  ])("%j", async (text, message) => {
    expect(await refusal(text)).toBe(message);
  });

  test("bytes that are not UTF-8", async () => {
    const latin1 = Buffer.from("name,email\nJos\xe9,j@example.com\n", "latin1");
    expect(await refusal(latin1)).toBe("Line 2 is not UTF-8 text. Save the file as CSV in UTF-8.");
    expect(await refusal(Buffer.from("\ufeffname", "utf16le"))).toBe(
      "The file is UTF-16 text. Save it as CSV in UTF-8.",
    );
  });
});
