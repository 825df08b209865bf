import { invalidArgument } from "../../../runtime/errors.ts";
import { type Delimiter, readCsv, UnreadableCsvError } from "./csv.ts";

/** The columns with a fixed name. */
export const COLUMNS = [
  "name",
  "email",
  "department",
  "location",
  "employment_type",
  "locale",
  "roles",
  "groups",
  "manager_email",
  "join_date",
  "status",
] as const;

/** A column with a fixed name. */
export type ColumnName = (typeof COLUMNS)[number];

/** What a column of the file is. */
export type Column =
  | { readonly kind: "field"; readonly name: ColumnName; readonly title: string }
  | { readonly kind: "attribute"; readonly key: string; readonly title: string };

/** The header of a file: what separates its fields, and its columns in order. */
export interface Header {
  readonly delimiter: Delimiter;
  readonly columns: readonly Column[];
}

const ATTRIBUTE = /^attributes\.([A-Za-z0-9_.-]{1,64})$/i;

/** Reads the header. Throws INVALID_ARGUMENT / CSV_HEADER_INVALID with what is wrong. */
export async function readHeader(bytes: Uint8Array): Promise<Header> {
  const [commas, semicolons] = await Promise.all([firstLine(bytes, ","), firstLine(bytes, ";")]);
  if (commas instanceof Error && semicolons instanceof Error) throw headerInvalid(commas.message);
  return widthOf(commas) >= widthOf(semicolons)
    ? { delimiter: ",", columns: columnsOf(commas) }
    : { delimiter: ";", columns: columnsOf(semicolons) };
}

/** The fields of the first line, or why it can't be read with this delimiter. */
type FirstLine = readonly string[] | UnreadableCsvError;

const widthOf = (line: FirstLine): number => (line instanceof Error ? -1 : line.length);

async function firstLine(bytes: Uint8Array, delimiter: Delimiter): Promise<FirstLine> {
  try {
    for await (const { fields } of readCsv(bytes, delimiter, 1)) return fields;
    return [];
  } catch (error) {
    if (error instanceof UnreadableCsvError) return error;
    throw error;
  }
}

function columnsOf(titles: FirstLine): Column[] {
  if (titles instanceof Error) throw headerInvalid(titles.message);
  if (titles.length === 0) throw headerInvalid("The first line is empty. It must name the columns.");
  const columns = titles.map((title, index) => columnOf(title.trim(), index));
  const seen = new Set<string>();
  for (const column of columns) {
    const identity = column.kind === "field" ? column.name : `attributes.${column.key}`;
    if (seen.has(identity)) throw headerInvalid(`The column ${identity} is there twice.`);
    seen.add(identity);
  }
  for (const needed of ["name", "email"]) {
    if (!seen.has(needed))
      throw headerInvalid(
        `There is no column ${needed}. The first line must name the columns, separated by commas or semicolons.`,
      );
  }
  return columns;
}

function columnOf(title: string, index: number): Column {
  const name = COLUMNS.find((candidate) => candidate === title.toLowerCase());
  if (name) return { kind: "field", name, title };
  const key = ATTRIBUTE.exec(title)?.[1];
  if (key !== undefined) return { kind: "attribute", key, title };
  throw headerInvalid(
    title === ""
      ? `Column ${index + 1} has no name.`
      : `The column "${title.slice(0, 100)}" is unknown. Known are ${COLUMNS.join(", ")} and attributes.<key>.`,
  );
}

const headerInvalid = (message: string) => invalidArgument("CSV_HEADER_INVALID", message);
