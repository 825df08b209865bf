import { type ReactNode, useEffect, useSyncExternalStore } from "react";

/** Something that the command palette offers while a page is open. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
  readonly icon?: ReactNode;
}

let offered: readonly (readonly Command[])[] = [];
let flat: readonly Command[] = [];
const listeners = new Set<() => void>();

function offer(next: readonly (readonly Command[])[]): void {
  offered = next;
  flat = next.flat();
  for (const listener of listeners) listener();
}

/** Offers commands in the palette while the calling component is shown. Pass a stable list (useMemo). */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    offer([...offered, commands]);
    return () => offer(offered.filter((one) => one !== commands));
  }, [commands]);
}

/** What pages offer now. */
export const useRegisteredCommands = (): readonly Command[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => flat,
  );
