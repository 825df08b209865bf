import { useSyncExternalStore } from "react";

let decided: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function become(next: ReadonlySet<string>): void {
  decided = next;
  for (const listener of listeners) listener();
}

/** Takes a matter out of the queue at once, before the server has answered. */
export const hideDecided = (key: string): void => become(new Set([...decided, key]));

/** Puts it back: the server refused. */
export const showAgain = (key: string): void => become(new Set([...decided].filter((one) => one !== key)));

/** What was decided here since the page was loaded. */
export const useDecided = (): ReadonlySet<string> =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => decided,
  );
