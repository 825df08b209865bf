import { useEffect, useEffectEvent, useState } from "react";
import type { List } from "../../app/list.ts";

/** The way to the last row of a list, which reads all that comes before it. */
export interface ToEnd {
  readonly running: boolean;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Reads page after page until there is none left, then calls `arrive`. An error ends it. */
export function useToEnd(
  list: Pick<List<unknown, unknown>, "hasMore" | "isFetching" | "error" | "readMore">,
  count: number,
  arrive: () => void,
): ToEnd {
  const [running, setRunning] = useState(false);
  const { hasMore, isFetching, error, readMore } = list;
  const arrived = useEffectEvent(arrive);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that has come asks for the next one
  useEffect(() => {
    if (!running || isFetching) return;
    if (hasMore && !error) {
      readMore();
      return;
    }
    setRunning(false);
    if (!error) arrived();
  }, [running, isFetching, hasMore, error, readMore, count]);
  return { running, start: () => setRunning(true), stop: () => setRunning(false) };
}
