import type { ReactNode } from "react";
import classes from "./numbers-table.module.css";

/** A line of numbers: what they are about, then one for each column. */
export interface NumbersRow {
  readonly key: string;
  readonly name: ReactNode;
  readonly values: readonly ReactNode[];
}

/** Numbers in a plain table, to be read, printed and read out. */
export function NumbersTable({
  label,
  columns,
  rows,
  total,
  words = false,
}: {
  readonly label: string;
  /** The heads: of the names, then of each number. */
  readonly columns: readonly string[];
  readonly rows: readonly NumbersRow[];
  readonly total?: NumbersRow;
  /** The columns hold words rather than numbers. */
  readonly words?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard
    // biome-ignore lint/a11y/useSemanticElements: it is no fieldset
    <div role="group" className={classes.scroll} tabIndex={0} aria-label={label}>
      <table className={classes.numbers} data-words={words || undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.key} row={row} columns={columns} />
          ))}
        </tbody>
        {total && (
          <tfoot>
            <Line row={total} columns={columns} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Line({ row, columns }: { readonly row: NumbersRow; readonly columns: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {row.values.map((value, i) => (
        <td key={columns[i + 1]}>{value}</td>
      ))}
    </tr>
  );
}
