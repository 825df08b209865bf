import { readCsv, UnreadableCsvError } from "./csv.ts";
import { MOST_ROWS, type RowError } from "./employee-import.ts";
import { readHeader } from "./import-header.ts";
import { type ImportRow, readRow } from "./import-row.ts";

/** A row that is to be taken in, or that is refused already, for its own sake. */
export type PlannedRow = { readonly row: ImportRow } | { readonly errors: readonly RowError[] };

/** What is to be done with a file; the same bytes always give the same plan. */
export interface ImportPlan {
  /** Managers before those whom they manage, otherwise as in the file. */
  readonly rows: readonly PlannedRow[];
  /** The addresses, as keys, that the file names. */
  readonly named: ReadonlySet<string>;
}

/** Reads a file. Throws UnreadableCsvError, or CSV_HEADER_INVALID, when it can't be read as a whole. */
export async function planImport(bytes: Uint8Array): Promise<ImportPlan> {
  const { delimiter, columns } = await readHeader(bytes);
  const rows: PlannedRow[] = [];
  const lineOf = new Map<string, number>();
  let header = true;
  for await (const record of readCsv(bytes, delimiter)) {
    if (header) {
      header = false;
      continue;
    }
    if (rows.length === MOST_ROWS)
      throw new UnreadableCsvError(`The file has more than ${MOST_ROWS} rows. Split it.`);
    const planned = readRow(columns, record);
    rows.push("row" in planned ? onlyOnce(planned, lineOf) : planned);
  }
  return { rows: managersFirst(rows), named: new Set(lineOf.keys()) };
}

/** Refuses a row whose address an earlier one has. */
function onlyOnce(planned: { readonly row: ImportRow }, lineOf: Map<string, number>): PlannedRow {
  const { line, email, emailKey } = planned.row;
  const earlier = lineOf.get(emailKey);
  if (earlier === undefined) {
    lineOf.set(emailKey, line);
    return planned;
  }
  const message = `${email} is in line ${earlier} already.`;
  return { errors: [{ line, column: "email", reason: "EMPLOYEE_EMAIL_TAKEN", message }] };
}

/** Orders rows by how far they are below the top of the file; those who would manage themselves are refused. */
function managersFirst(rows: readonly PlannedRow[]): PlannedRow[] {
  const byEmail = new Map(
    rows.flatMap((planned) => ("row" in planned ? [[planned.row.emailKey, planned.row]] : [])),
  );
  const depths = new Map<string, number>();
  const depthOf = (planned: PlannedRow): number =>
    "row" in planned ? depth(planned.row, byEmail, depths) : 0;
  return rows
    .map((planned) => ({ planned, depth: depthOf(planned) }))
    .toSorted((a, b) => a.depth - b.depth)
    .map(({ planned, depth: at }) => (at === CIRCLE && "row" in planned ? circle(planned.row) : planned));
}

/** The depth of those who would be above themselves. */
const CIRCLE = Number.POSITIVE_INFINITY;

/** How many managers of the same file a row has above it. Walks up once per row and remembers. */
function depth(row: ImportRow, byEmail: ReadonlyMap<string, ImportRow>, depths: Map<string, number>): number {
  const way: ImportRow[] = [];
  const onWay = new Set<string>();
  let at: ImportRow | undefined = row;
  while (at && !depths.has(at.emailKey) && !onWay.has(at.emailKey)) {
    way.push(at);
    onWay.add(at.emailKey);
    at = byEmail.get(at.managerKey ?? "");
  }
  const circleStart = at && !depths.has(at.emailKey) ? way.indexOf(at) : way.length;
  for (const member of way.splice(circleStart)) depths.set(member.emailKey, CIRCLE);
  let above = at ? (depths.get(at.emailKey) ?? 0) : -1;
  // Those below a circle are not in it: their manager is refused, but may be known already.
  if (above === CIRCLE) above = way.length;
  for (const member of way.toReversed()) depths.set(member.emailKey, ++above);
  return depths.get(row.emailKey) ?? 0;
}

function circle({ line }: ImportRow): PlannedRow {
  const message = "The managers in this file go round in a circle.";
  return { errors: [{ line, column: "manager_email", reason: "MANAGER_CYCLE", message }] };
}
