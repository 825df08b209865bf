import { isDay } from "./calendar.ts";
import type { CsvRecord } from "./csv.ts";
import type { Attribute, Status } from "./employee.ts";
import type { RowError } from "./employee-import.ts";
import { textKey } from "./facet.ts";
import type { Column, ColumnName } from "./import-header.ts";

/** A good row: what it says of a person. What the file has no column for is undefined. */
export interface ImportRow {
  readonly line: number;
  readonly name: string;
  readonly email: string;
  readonly emailKey: string;
  readonly department?: string;
  readonly location?: string;
  readonly employmentType?: string;
  readonly locale?: string;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  /** The manager's address as a key; "" says that there is none. */
  readonly managerKey?: string;
  /** Never "": an empty cell changes nothing. */
  readonly joinDate?: string;
  readonly status?: Status;
  /** An empty value clears the attribute. */
  readonly attributes: readonly Attribute[];
}

type Draft = { -readonly [K in keyof ImportRow]?: ImportRow[K] };

const MOST_TEXT = 200;
const MOST_EMAIL = 254;
const MOST_ATTRIBUTE = 1_000;
/** What HTML calls a valid e-mail address, and the contract with it. */
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const LOCALE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const STATUSES: Readonly<Record<string, Status>> = {
  active: "ACTIVE",
  on_leave: "ON_LEAVE",
  inactive: "INACTIVE",
};

/** Reads one record. Gives all that is wrong with it, or what it says. */
export function readRow(
  columns: readonly Column[],
  record: CsvRecord,
): { readonly row: ImportRow } | { readonly errors: readonly RowError[] } {
  const { line, fields } = record;
  if (fields.length !== columns.length) {
    const message = `The row has ${fields.length} fields, the header has ${columns.length}.`;
    return { errors: [{ line, column: "", reason: "INVALID_FIELD", message }] };
  }
  const draft: Draft = {};
  const attributes: Attribute[] = [];
  const errors: RowError[] = [];
  for (const [index, column] of columns.entries()) {
    const cell = (fields[index] ?? "").trim();
    const problem =
      column.kind === "field" ? CELLS[column.name](draft, cell) : readAttribute(attributes, column.key, cell);
    if (problem) errors.push({ line, column: column.title, reason: "INVALID_FIELD", message: problem });
  }
  if (errors.length > 0) return { errors };
  const { name = "", email = "", ...rest } = draft;
  return { row: { ...rest, line, name, email, emailKey: textKey(email), attributes } };
}

/** Reads a cell into the draft; gives what is wrong with it. */
type ReadCell = (draft: Draft, cell: string) => string | undefined;

const CELLS: Readonly<Record<ColumnName, ReadCell>> = {
  name: (draft, cell) => {
    draft.name = cell;
    return cell === "" ? "The name is missing." : tooLong(cell, MOST_TEXT);
  },
  email: (draft, cell) => {
    draft.email = cell;
    return cell === "" ? "The address is missing." : notAnAddress(cell);
  },
  department: text("department"),
  location: text("location"),
  employment_type: text("employmentType"),
  locale: (draft, cell) => {
    draft.locale = cell;
    const fits = cell === "" || (cell.length <= 35 && LOCALE.test(cell));
    return fits ? undefined : `"${shown(cell)}" is not a language tag, such as de-CH.`;
  },
  roles: list("roles", 50),
  groups: list("groups", 100),
  manager_email: (draft, cell) => {
    draft.managerKey = textKey(cell);
    return cell === "" ? undefined : notAnAddress(cell);
  },
  join_date: (draft, cell) => {
    if (cell === "") return undefined;
    draft.joinDate = cell;
    return isDay(cell) ? undefined : `"${shown(cell)}" is not a day written as 2026-03-31.`;
  },
  status: (draft, cell) => {
    const status = STATUSES[cell.toLowerCase()];
    if (status) draft.status = status;
    return cell === "" || status ? undefined : `"${shown(cell)}" is not one of active, on_leave, inactive.`;
  },
};

function text(field: "department" | "location" | "employmentType"): ReadCell {
  return (draft, cell) => {
    draft[field] = cell;
    return tooLong(cell, MOST_TEXT);
  };
}

function list(field: "roles" | "groups", most: number): ReadCell {
  return (draft, cell) => {
    const values = cell
      .split("|")
      .map((value) => value.trim())
      .filter((value) => value !== "");
    draft[field] = values;
    if (values.length > most) return `There are ${values.length} values; at most ${most} are allowed.`;
    return values.map((value) => tooLong(value, MOST_TEXT)).find((problem) => problem !== undefined);
  };
}

function readAttribute(attributes: Attribute[], key: string, cell: string): string | undefined {
  attributes.push({ key, value: cell });
  return tooLong(cell, MOST_ATTRIBUTE);
}

const notAnAddress = (cell: string): string | undefined =>
  cell.length <= MOST_EMAIL && EMAIL.test(cell) ? undefined : `"${shown(cell)}" is not an e-mail address.`;

/** Lengths are counted in characters (code points), as the contract does. */
const tooLong = (cell: string, most: number): string | undefined =>
  cell.length > most && [...cell].length > most ? `It is longer than ${most} characters.` : undefined;

const shown = (cell: string): string => (cell.length > 60 ? `${cell.slice(0, 60)}…` : cell);
