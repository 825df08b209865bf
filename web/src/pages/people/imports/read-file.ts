import { type CsvRecord, readCsv, UnpairedQuotesError } from "./csv.ts";

/** The largest file, bytes, as the contract has it. */
export const MOST_BYTES = 4_000_000;

/** A file that was chosen: its records, the headings first; or what is wrong with it. */
export type ChosenFile =
  | { readonly name: string; readonly records: readonly CsvRecord[] }
  | { readonly problem: "tooBig" | "unreadable" }
  | { readonly problem: "badQuotes"; readonly line: number };

/** Reads a CSV file in UTF-8, or as older spreadsheets write it (Windows-1252). */
export async function readFile(file: File): Promise<ChosenFile> {
  if (file.size > MOST_BYTES) return { problem: "tooBig" };
  try {
    const records = readCsv(textOf(await file.arrayBuffer()));
    const wide = (records[0]?.fields.length ?? 0) > 1;
    return wide && records.length > 1 ? { name: file.name, records } : { problem: "unreadable" };
  } catch (error) {
    if (error instanceof UnpairedQuotesError) return { problem: "badQuotes", line: error.line };
    return { problem: "unreadable" };
  }
}

function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
