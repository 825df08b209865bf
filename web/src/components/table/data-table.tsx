import { Checkbox, Loader, Paper } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import type { List } from "../../app/list.ts";
import { useGo } from "../../app/navigation.ts";
import { useTexts } from "../../app/texts.ts";
import { ListSkeleton, StateBlock } from "../state-block.tsx";
import type { Column } from "./column.ts";
import classes from "./data-table.module.css";
import type { Selection } from "./selection.ts";
import { useTableKeys } from "./table-keys.ts";
import { TableRow } from "./table-row.tsx";

const ROW_HEIGHT = 48;
/** So many rows before the end of what is read, the next page is asked for. */
const READ_AHEAD = 20;

/** What a DataTable shows. */
export interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly list: Pick<
    List<Row, unknown>,
    "rows" | "error" | "isPending" | "isFetching" | "isPaused" | "hasMore" | "readMore" | "refetch"
  >;
  readonly rowKey: (row: Row) => string;
  /** Where a row leads: Enter or a click on it. */
  readonly hrefOf?: (row: Row) => string;
  /** Rows that are chosen for something: see useSelection. */
  readonly selection?: Selection;
  /** What stands there when there are no rows: a StateBlock. */
  readonly empty?: ReactNode;
  /** CSS height of the part that scrolls. Default: what is left of the window. */
  readonly height?: string;
}

/**
 * A long list: only rows in sight are drawn, further pages are read as one scrolls. Keys: ↑ ↓ Home End move, Enter
 * opens, Space selects (Shift: from the last one on), Ctrl A selects all that are read. On phones rows become cards.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, list, rowKey, hrefOf, selection, empty, height } = props;
  const { rows, hasMore, readMore } = list;
  const t = useTexts();
  const go = useGo();
  const scroller = useRef<HTMLDivElement>(null);
  const phone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 96 : ROW_HEIGHT),
    overscan: 12,
    getItemKey: (i) => (rows[i] === undefined ? i : rowKey(rows[i])),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - READ_AHEAD) readMore();
  }, [hasMore, last, rows.length, readMore]);
  const keys = useTableKeys({
    count: rows.length,
    show: (i) => virtual.scrollToIndex(i, { align: "auto" }),
    open: (i) => rows[i] !== undefined && hrefOf && go(hrefOf(rows[i])),
    keyAt: (i) => (rows[i] === undefined ? "" : rowKey(rows[i])),
    keys: () => rows.map(rowKey),
    selection,
    scroller,
  });
  if (rows.length === 0) {
    if (list.isPending) return <ListSkeleton />;
    if (list.isPaused) return <StateBlock kind="offline" />;
    if (list.error) return <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />;
    return empty ?? <StateBlock kind="empty" />;
  }
  const tracks = [
    ...(selection ? ["2.75rem"] : []),
    ...columns.map((column) => column.width ?? "minmax(7rem, 1fr)"),
  ].join(" ");
  const all = selection && rows.every((row) => selection.has(rowKey(row)));
  return (
    <Paper withBorder className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        style={{ maxHeight: height ?? "calc(100dvh - 17rem)" }}
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-colcount={columns.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined}
        onKeyDown={keys.onKeyDown}
      >
        <div className={classes.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
          {selection && (
            <div role="columnheader" className={classes.check}>
              <Checkbox
                size="xs"
                aria-label={t("table.selectAll")}
                checked={all ?? false}
                indeterminate={!all && selection.size > 0}
                onChange={() => (all ? selection.clear() : selection.add(rows.map(rowKey)))}
              />
            </div>
          )}
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              data-align={column.align ?? "start"}
              className={classes.cell}
            >
              {column.header}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <TableRow
                key={item.key}
                row={row}
                columns={columns}
                index={item.index}
                offset={item.start}
                tracks={tracks}
                id={rowKey(row)}
                href={hrefOf?.(row)}
                selection={selection}
                focusable={keys.active === item.index}
                onFocus={() => keys.setActive(item.index)}
                measure={virtual.measureElement}
              />
            );
          })}
        </div>
      </div>
      <div className={classes.foot} aria-live="polite">
        {selection && selection.size > 0
          ? t("table.selected", { count: selection.size })
          : t(hasMore ? "table.rowsSoFar" : "table.rows", { count: rows.length })}
        {list.isFetching && <Loader size={14} aria-label={t("state.loading")} role="status" />}
      </div>
    </Paper>
  );
}
