import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import type { Selection } from "./selection.ts";

interface TableKeys {
  readonly count: number;
  readonly show: (index: number) => void;
  readonly open: (index: number) => void;
  readonly keyAt: (index: number) => string;
  /** The keys of the rows from one to another, both included. */
  readonly keysBetween: (from: number, to: number) => readonly string[];
  readonly selection: Selection | undefined;
  readonly frame: RefObject<HTMLElement | null>;
  /** Goes to the last row, which may have to be read first. */
  readonly toEnd: () => void;
}

/** Rows moved by Page Up and Page Down. */
const PAGE = 10;

/** Moves through a table's rows, opens and selects them with the keyboard; one row at a time can take the focus. */
export function useTableKeys(table: TableKeys) {
  const [active, setActive] = useState(0);
  const anchor = useRef(0);
  const { count, selection } = table;

  const focus = (index: number): void => {
    const at = Math.max(0, Math.min(count - 1, index));
    setActive(at);
    table.show(at);
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        table.frame.current?.querySelector<HTMLElement>(`[role="row"][data-index="${at}"]`)?.focus(),
      ),
    );
  };
  const select = (range: boolean): void => {
    if (!selection) return;
    if (!range) {
      selection.toggle(table.keyAt(active));
    } else {
      const [from, to] = [Math.min(anchor.current, active), Math.max(anchor.current, active)];
      selection.add(table.keysBetween(from, to));
    }
    anchor.current = active;
  };
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    Home: 0,
    PageDown: active + PAGE,
    PageUp: active - PAGE,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.role !== "row") return;
    const to = moves[event.key];
    if (to !== undefined) focus(to);
    else if (event.key === "End") table.toEnd();
    else if (event.key === "Enter") table.open(active);
    else if (event.key === " ") select(event.shiftKey);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey) && selection)
      selection.add(table.keysBetween(0, count - 1));
    else if (event.key === "Escape" && selection && selection.size > 0) selection.clear();
    else return;
    event.preventDefault();
  };
  return { active: Math.min(active, Math.max(0, count - 1)), setActive, focus, onKeyDown };
}
