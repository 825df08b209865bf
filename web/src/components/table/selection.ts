import { useMemo, useState } from "react";

/** Rows that are chosen, by their key. */
export interface Selection {
  readonly size: number;
  readonly keys: readonly string[];
  readonly has: (key: string) => boolean;
  readonly toggle: (key: string) => void;
  readonly add: (keys: readonly string[]) => void;
  readonly clear: () => void;
}

/** Keeps which rows are chosen. Clear it when the filter changes. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return useMemo(
    () => ({
      size: chosen.size,
      get keys() {
        return [...chosen];
      },
      has: (key) => chosen.has(key),
      toggle: (key) =>
        setChosen((before) => {
          const next = new Set(before);
          if (!next.delete(key)) next.add(key);
          return next;
        }),
      add: (keys) => setChosen((before) => new Set([...before, ...keys])),
      clear: () => setChosen(new Set()),
    }),
    [chosen],
  );
}
