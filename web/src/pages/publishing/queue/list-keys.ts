import { type RefObject, useEffect } from "react";

const STEPS: Readonly<Record<string, 1 | -1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * Moves through a list's links with j, k and the arrows; Enter opens the one with the focus, as everywhere. They only
 * work inside the list, and where nothing has the focus, so that nobody types into them by accident.
 */
export function useListKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const step = STEPS[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = document.activeElement;
      const inside = list.current?.contains(at) ?? false;
      if (!inside && at !== document.body && at?.id !== "content") return;
      const links = [...(list.current?.querySelectorAll<HTMLElement>("a") ?? [])];
      const now = at instanceof HTMLElement ? links.indexOf(at) : -1;
      const next = links[Math.max(0, Math.min(links.length - 1, now + (now < 0 ? 1 : step)))];
      if (!next) return;
      next.focus();
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [list]);
}
