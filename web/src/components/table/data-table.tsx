import { Paper } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import type { List } from "../../app/list.ts";
import { useGo } from "../../app/navigation.ts";
import { usePhone } from "../../app/phone.ts";
import { ListSkeleton, StateBlock } from "../state-block.tsx";
import type { Column } from "./column.ts";
import classes from "./data-table.module.css";
import type { Selection } from "./selection.ts";
import { TableFoot } from "./table-foot.tsx";
import { TableHead } from "./table-head.tsx";
import { useTableKeys } from "./table-keys.ts";
import { TableRow } from "./table-row.tsx";
import { useToEnd } from "./to-end.ts";
import { useVirtualRows } from "./virtual-rows.ts";

const ROW_HEIGHT = 48;
const CARD_HEIGHT = 96;
const HEAD_HEIGHT = 40;
/** So many rows before the end of what is read, the next page is asked for. */
const READ_AHEAD = 40;

/** What a DataTable shows. */
export interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly list: Pick<
    List<Row, unknown>,
    "rows" | "error" | "isPending" | "isFetching" | "isPaused" | "hasMore" | "readMore" | "refetch"
  > &
    Partial<Pick<List<Row, unknown>, "count" | "at" | "inSight">>;
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
 * A long list: only rows in sight are drawn, further pages are read as one scrolls, and no step costs more with more
 * rows. Keys: ↑ ↓ Home End move (End reads up to the last row), Enter opens, Space selects (Shift: from the last one
 * on), Ctrl A selects all that are read. On phones rows become cards.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, list, rowKey, hrefOf, selection, empty, height } = props;
  const { hasMore, isFetching, readMore, inSight } = list;
  const failed = list.error !== null;
  const count = list.count ?? list.rows.length;
  const at = (i: number): Row | undefined => (list.at ? list.at(i) : list.rows[i]);
  const keyAt = (i: number): string => {
    const row = at(i);
    return row === undefined ? "" : rowKey(row);
  };
  const keysBetween = (from: number, to: number): readonly string[] =>
    Array.from({ length: to - from + 1 }, (_, i) => keyAt(from + i));
  const go = useGo();
  const frame = useRef<HTMLDivElement>(null);
  const phone = usePhone();
  const virtual = useVirtualRows(count, phone ? CARD_HEIGHT : ROW_HEIGHT, phone ? 0 : HEAD_HEIGHT);
  const { first, end } = virtual;
  useEffect(() => {
    if (hasMore && !failed && !isFetching && end >= count - READ_AHEAD) readMore();
  }, [hasMore, failed, isFetching, end, count, readMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other pages may stand there now
  useEffect(() => inSight?.(first, end), [first, end, count, inSight]);
  const toEnd = useToEnd(list, count, () => keys.focus(count - 1));
  const keys = useTableKeys({
    count,
    show: virtual.show,
    open: (i) => {
      const row = at(i);
      if (row !== undefined && hrefOf) go(hrefOf(row));
    },
    keyAt,
    keysBetween,
    selection,
    frame,
    toEnd: toEnd.start,
  });
  if (count === 0) {
    if (list.isPending) return <ListSkeleton />;
    if (list.isPaused) return <StateBlock kind="offline" />;
    if (list.error) return <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />;
    return empty ?? <StateBlock kind="empty" />;
  }
  const tracks = [
    ...(selection ? ["2.75rem"] : []),
    ...columns.map((column) => column.width ?? "minmax(7rem, 1fr)"),
  ].join(" ");
  const drawn = Array.from({ length: end - first }, (_, i) => first + i);
  return (
    <Paper withBorder className={classes.frame} ref={frame}>
      <div
        ref={virtual.setScroller}
        className={classes.scroller}
        style={{ maxHeight: height ?? "calc(100dvh - 17rem)" }}
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : count + 1}
        aria-colcount={columns.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined}
        onKeyDown={keys.onKeyDown}
      >
        <div className={classes.sheet}>
          <TableHead
            columns={columns}
            tracks={tracks}
            selection={selection}
            all={
              selection !== undefined &&
              selection.size >= count &&
              drawn.every((i) => selection.has(keyAt(i)))
            }
            allKeys={() => keysBetween(0, count - 1)}
          />
          <div role="rowgroup" className={classes.body} style={{ height: virtual.height }}>
            {drawn.map((i) => {
              const row = at(i);
              if (row === undefined) return null;
              return (
                <TableRow
                  key={rowKey(row)}
                  row={row}
                  columns={columns}
                  index={i}
                  offset={virtual.top(i)}
                  tracks={tracks}
                  id={rowKey(row)}
                  href={hrefOf?.(row)}
                  selection={selection}
                  focusable={keys.active === i}
                  onFocus={() => keys.setActive(i)}
                  measure={virtual.measure}
                />
              );
            })}
          </div>
        </div>
      </div>
      <TableFoot count={count} list={list} selected={selection?.size ?? 0} toEnd={toEnd} />
    </Paper>
  );
}
