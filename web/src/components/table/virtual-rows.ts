import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { RowOffsets } from "./row-offsets.ts";

/** Rows that are drawn above and below those in sight. */
const OVERSCAN = 12;
/** The drawn part moves on by so many rows at once. */
const STEP = 4;

/** Which rows of a long table are drawn, and where. */
export interface VirtualRows {
  /** Ref of the element that scrolls. */
  readonly setScroller: (element: HTMLElement | null) => void;
  /** The first row that is drawn. */
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
  /** Where a row begins, px. */
  readonly top: (row: number) => number;
  /** How high all rows are together, px. */
  readonly height: number;
  /** Ref of each drawn row, which has its number as `data-index`. */
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined;
  /** Scrolls until a row is in sight. */
  readonly show: (row: number) => void;
}

/**
 * Draws only the rows of a table that are in sight. Each step costs the same however many rows there are; `estimate` is
 * what rows that were never drawn count as, px. `head`: how much of the scroller's top a fixed head covers, px.
 */
export function useVirtualRows(count: number, estimate: number, head: number): VirtualRows {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const offsets = useMemo(() => new RowOffsets(estimate), [estimate]);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [[from, to], setRange] = useState<readonly [number, number]>([0, OVERSCAN]);
  const drawn = useRef(new Map<HTMLElement, number>());

  const look = useCallback((): void => {
    if (!scroller) return;
    const top = offsets.at(Math.max(0, scroller.scrollTop));
    const bottom = offsets.at(scroller.scrollTop + scroller.clientHeight);
    const next = [
      Math.floor(top / STEP) * STEP - OVERSCAN,
      Math.ceil((bottom + 1) / STEP) * STEP + OVERSCAN,
    ] as const;
    setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, [scroller, offsets]);

  useEffect(() => {
    if (!scroller) return;
    const onScroll = (): void => flushSync(look);
    const size = new ResizeObserver(look);
    scroller.addEventListener("scroll", onScroll, { passive: true });
    size.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      size.disconnect();
    };
  }, [scroller, look]);

  /** Notes the heights of drawn rows; what is in sight stays where it is when rows above it turn out otherwise. */
  const note = useCallback((): void => {
    if (!scroller) return;
    let above = 0;
    let changed = false;
    for (const [element, height] of drawn.current) {
      const row = Number(element.dataset.index);
      if (height === 0) continue;
      const isAbove = offsets.top(row) < scroller.scrollTop;
      const change = offsets.set(row, height);
      if (change !== 0) changed = true;
      if (isAbove) above += change;
    }
    if (!changed) return;
    redraw();
    if (above !== 0) scroller.scrollTop += above;
    look();
  }, [scroller, offsets, look]);
  useLayoutEffect(note); // a row that has moved up keeps its height

  const latest = useRef(note);
  latest.current = note;
  const sizes = useMemo(
    () =>
      new ResizeObserver((entries) => {
        for (const { target, borderBoxSize } of entries) {
          if (drawn.current.has(target as HTMLElement))
            drawn.current.set(target as HTMLElement, borderBoxSize[0]?.blockSize ?? 0);
        }
        flushSync(() => latest.current());
      }),
    [],
  );
  const measure = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      drawn.current.set(element, 0);
      sizes.observe(element);
      return () => {
        drawn.current.delete(element);
        sizes.unobserve(element);
      };
    },
    [sizes],
  );
  const show = useCallback(
    (row: number): void => {
      if (!scroller) return;
      const [begin, end] = [offsets.top(row), offsets.top(row + 1)];
      const room = scroller.clientHeight - head;
      if (begin < scroller.scrollTop) scroller.scrollTop = begin;
      else if (end > scroller.scrollTop + room) scroller.scrollTop = end - room;
      look();
    },
    [scroller, offsets, look, head],
  );
  return {
    setScroller,
    first: Math.max(0, Math.min(from, count - 1)),
    end: Math.max(0, Math.min(to, count)),
    top: (row) => offsets.top(row),
    height: offsets.top(count),
    measure,
    show,
  };
}
