/** A record of a CSV file, and the line at which it begins (the first is 1). */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Quotation marks that don't pair. */
export class UnpairedQuotesError extends Error {
  /** The line at which the open one stands. */
  readonly line: number;
  constructor(line: number) {
    super(`the quotation mark in line ${line} has no end`);
    this.line = line;
  }
}

const DELIMITERS = [",", ";", "\t"] as const;

/** Reads a CSV file (RFC 4180) separated by commas, semicolons or tabs; empty lines are left out. Throws UnpairedQuotesError. */
export function readCsv(text: string): readonly CsvRecord[] {
  const body = text.replace(/^\uFEFF/, "");
  const head = body.slice(0, body.search(/\r?\n|$/));
  const width = (delimiter: string): number => head.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) => (width(next) > width(best) ? next : best));
  return [...recordsOf(body, delimiter)].filter(({ fields }) => fields.some((field) => field.trim() !== ""));
}

function* recordsOf(text: string, delimiter: string): Generator<CsvRecord> {
  let fields: string[] = [];
  let [line, begun, at] = [1, 1, 0];
  while (at <= text.length) {
    const [field, end] = fieldAt(text, at, delimiter, line);
    fields.push(field);
    line += newlines(text.slice(at, end));
    const stop = text[end];
    at = end + (stop === "\r" && text[end + 1] === "\n" ? 2 : 1);
    if (stop === delimiter) continue;
    yield { line: begun, fields };
    fields = [];
    line++;
    begun = line;
  }
}

/** The field that begins at `at`, and where it ends: at a delimiter, a line break or the end. */
function fieldAt(text: string, at: number, delimiter: string, line: number): [string, number] {
  if (text[at] !== '"') {
    let end = at;
    while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end++;
    return [text.slice(at, end), end];
  }
  let value = "";
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new UnpairedQuotesError(line);
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const [rest, end] = fieldAt(text, quote + 1, delimiter, line);
      return [value + rest, end];
    }
    value += '"';
    from = quote + 2;
  }
}

const newlines = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** Writes records so that each begins at its line, with empty lines between where there were others. */
export function writeCsv(records: readonly CsvRecord[]): string {
  let text = "";
  let line = 1;
  for (const record of records) {
    text += "\n".repeat(Math.max(0, record.line - line));
    const row = `${record.fields.map(quoted).join(",")}\n`;
    line = Math.max(record.line, line) + newlines(row);
    text += row;
  }
  return text;
}

const quoted = (field: string): string =>
  /[",;\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
