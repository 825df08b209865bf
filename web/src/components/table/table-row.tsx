import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { useTexts } from "../../app/texts.ts";
import type { Column } from "./column.ts";
import classes from "./data-table.module.css";
import type { Selection } from "./selection.ts";

/** What one row is drawn from. */
export interface TableRowProps<Row> {
  readonly row: Row;
  readonly id: string;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  /** Where it stands in the table, px from its top. */
  readonly offset: number;
  readonly tracks: string;
  readonly href: string | undefined;
  readonly selection: Selection | undefined;
  readonly focusable: boolean;
  readonly onFocus: () => void;
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined;
}

/** A row of a DataTable. */
export const TableRow = memo(TableRowPlain, (a, b) =>
  [
    a.row === b.row,
    a.offset === b.offset,
    a.index === b.index,
    a.columns === b.columns,
    a.tracks === b.tracks,
    a.focusable === b.focusable,
    a.selection === b.selection,
  ].every(Boolean),
) as typeof TableRowPlain;

function TableRowPlain<Row>(props: TableRowProps<Row>): ReactNode {
  const { row, id, columns, index, offset, tracks, href, selection, focusable, onFocus, measure } = props;
  const t = useTexts();
  const selected = selection?.has(id) ?? false;
  const main = columns.find((column) => column.onPhone === "title") ?? columns[0];
  return (
    <div
      ref={measure}
      role="row"
      className={classes.row}
      data-index={index}
      data-selected={selected || undefined}
      aria-rowindex={index + 2}
      aria-selected={selection ? selected : undefined}
      tabIndex={focusable ? 0 : -1}
      onFocus={onFocus}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${offset}px)` }}
    >
      {selection && (
        <div role="gridcell" className={classes.check}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={t("table.selectRow")}
            checked={selected}
            onChange={() => selection.toggle(id)}
          />
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.key}
          role="gridcell"
          className={classes.cell}
          data-align={column.align ?? "start"}
          data-phone={column === main ? "title" : (column.onPhone ?? "line")}
          data-header={column.header}
        >
          {href !== undefined && column === main ? (
            <Link to={href} className={classes.link} tabIndex={-1}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  );
}
