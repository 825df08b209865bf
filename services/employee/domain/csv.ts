import { isUtf8 } from "node:buffer";
import { setImmediate } from "node:timers/promises";
import { CsvError, type Options, Parser } from "csv-parse";

/** One record of a CSV file, and the line at which it begins (the first is 1; line breaks inside quotes count). */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** What separates the fields of a file. */
export type Delimiter = "," | ";";

/** The file as a whole can't be read. The message is for people. */
export class UnreadableCsvError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "UnreadableCsvError";
  }
}

const CHUNK_BYTES = 65_536;
const QUOTE = 0x22;

/**
 * The records of a CSV file (RFC 4180, any line ends, with or without a byte order mark), without empty lines. Reads
 * piece by piece and lets others run in between. Throws UnreadableCsvError for what isn't UTF-8 text or has quotes that
 * don't pair. `most` stops it after so many records, empty ones counted.
 */
export async function* readCsv(
  bytes: Uint8Array,
  delimiter: Delimiter,
  most?: number,
): AsyncGenerator<CsvRecord> {
  checkText(bytes);
  let line = 1;
  for await (const fields of records(bytes, delimiter, most)) {
    const at = line;
    line += 1 + fields.reduce((breaks, field) => breaks + lineBreaks(field), 0);
    if (fields.some((field) => field.trim() !== "")) yield { line: at, fields };
  }
}

/** Throws UnreadableCsvError when the bytes are not UTF-8, naming the line where that shows. */
function checkText(bytes: Uint8Array): void {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new UnreadableCsvError("The file is UTF-16 text. Save it as CSV in UTF-8.");
  if (isUtf8(bytes)) return;
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    if (!isUtf8(bytes.subarray(start, stop))) break;
    start = stop + 1;
  }
  throw new UnreadableCsvError(`Line ${line} is not UTF-8 text. Save the file as CSV in UTF-8.`);
}

async function* records(
  bytes: Uint8Array,
  delimiter: Delimiter,
  most: number | undefined,
): AsyncGenerator<string[]> {
  const options: Options = {
    bom: true,
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: 0,
    ...(most === undefined ? {} : { to: most }),
  };
  const parser = new Parser(options);
  const feeding = feed(parser, bytes);
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableCsvError(complaint(error, bytes), error) : error;
  } finally {
    parser.destroy();
    await feeding;
  }
}

async function feed(parser: Parser, bytes: Uint8Array): Promise<void> {
  for (let start = 0; start < bytes.length && !parser.destroyed; start += CHUNK_BYTES) {
    const more = parser.write(bytes.subarray(start, start + CHUNK_BYTES));
    if (!more) await drained(parser);
    await setImmediate();
  }
  if (!parser.destroyed) parser.end();
}

const drained = (parser: Parser): Promise<void> =>
  new Promise((resolve) => {
    if (parser.destroyed || !parser.writableNeedDrain) return resolve();
    const done = (): void => {
      parser.off("drain", done).off("close", done);
      resolve();
    };
    parser.on("drain", done).on("close", done);
  });

/** csv-parse names the line in `lines`. */
function complaint(error: CsvError, bytes: Uint8Array): string {
  const line: unknown = Reflect.get(error, "lines");
  const where = typeof line === "number" ? `Line ${line}: ` : "";
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return `Line ${lineOfOpenQuote(bytes)}: a quote is opened and never closed.`;
    case "CSV_INVALID_CLOSING_QUOTE":
      return `${where}text follows a closing quote. A quote inside a quoted field must be doubled ("").`;
    case "INVALID_OPENING_QUOTE":
      return `${where}a quote stands inside a field that is not quoted. Quote the field and double the quote ("").`;
    default:
      return `${where}${error.message}`;
  }
}

/** The line of the last quote that opens: a doubled one inside a quoted field closes and opens again. */
function lineOfOpenQuote(bytes: Uint8Array): number {
  let at = 0;
  let open = false;
  for (let next = bytes.indexOf(QUOTE); next !== -1; next = bytes.indexOf(QUOTE, next + 1)) {
    open = !open;
    if (open) at = next;
  }
  return 1 + lineBreaks(Buffer.from(bytes.subarray(0, at)).toString("latin1"));
}

const lineBreaks = (field: string): number =>
  field.includes("\n") || field.includes("\r") ? (field.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
