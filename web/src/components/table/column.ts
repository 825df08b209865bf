import type { ReactNode } from "react";

/** A column of a DataTable. */
export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** CSS grid track, such as "2fr" or "8rem". Default: "minmax(7rem, 1fr)". */
  readonly width?: string;
  readonly align?: "start" | "end";
  /** Phones show rows as cards: the title of the card, a line with its header before it (default), or nothing. */
  readonly onPhone?: "title" | "line" | "hidden";
  /** The rows are in this column's order; its header turns that around. */
  readonly sort?: { readonly direction: "ascending" | "descending"; readonly turn: () => void };
}
