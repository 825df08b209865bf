import { readCsv, writeCsv } from "./csv.ts";

interface Refusal {
  readonly line: number;
  readonly column: string;
  readonly message: string;
}

/**
 * The rows that were refused as a CSV file. With the file that was sent: each row once, whole, with what is wrong in a
 * last column, which the next import leaves out. Without it: line, column and fault.
 */
export function refusedRows(
  refusals: readonly Refusal[],
  sent: string | undefined,
  titles: { readonly line: string; readonly column: string; readonly wrong: string },
): string {
  const [head, ...rows] = sent === undefined ? [] : readCsv(sent);
  if (!head)
    return writeRows([
      [titles.line, titles.column, titles.wrong],
      ...refusals.map(({ line, column, message }) => [String(line), column, message]),
    ]);
  const faults = new Map<number, string[]>();
  for (const { line, column, message } of refusals)
    faults.set(line, [...(faults.get(line) ?? []), column === "" ? message : `${column}: ${message}`]);
  return writeRows([
    [...head.fields, titles.wrong],
    ...rows.flatMap(({ line, fields }) => {
      const found = faults.get(line);
      return found ? [[...fields, found.join(" ")]] : [];
    }),
  ]);
}

const writeRows = (rows: readonly (readonly string[])[]): string =>
  writeCsv(rows.map((fields) => ({ line: 0, fields })));
