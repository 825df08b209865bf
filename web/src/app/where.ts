import { areas } from "./areas.ts";
import { type Me, may } from "./session.tsx";

/** Whether this client has a page at a path, and somebody may open it: only then a link leads there. */
export function opens(me: Me, path: string): boolean {
  const parts = partsOf(path);
  return areas().some(({ pages }) =>
    pages.some((page) => !page.open && matches(partsOf(page.path), parts) && may(me, page.who ?? {})),
  );
}

const partsOf = (path: string): readonly string[] => path.split("?")[0]?.split("/").filter(Boolean) ?? [];

const matches = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length &&
  pattern.every((part, i) => (part.startsWith("$") ? (parts[i] ?? "") !== "" : part === parts[i]));
