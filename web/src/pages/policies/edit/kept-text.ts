import { TEXT_FIELDS, type WorkingText } from "./working-text.ts";

/** Changes that the server doesn't have yet, and what they began with. */
export interface KeptText {
  readonly base: WorkingText;
  readonly mine: WorkingText;
}

/** Where unsaved changes of one text are kept, so that a reload loses nothing. */
export interface Keep {
  readonly read: () => KeptText | undefined;
  readonly write: (kept: KeptText) => void;
  readonly forget: () => void;
}

/** Keeps them in this tab, for this user alone: another tab with the same policy has changes of its own. */
export function keepInTab(userId: string, policyId: string): Keep {
  const key = `countersign-text:${userId}:${policyId}`;
  const quietly = <T>(act: () => T): T | undefined => {
    try {
      return act();
    } catch {
      return undefined; // storage is forbidden here, or full: the server has what was saved
    }
  };
  return {
    read: () => quietly(() => keptOf(JSON.parse(sessionStorage.getItem(key) ?? "null"))),
    write: (kept) => void quietly(() => sessionStorage.setItem(key, JSON.stringify(kept))),
    forget: () => void quietly(() => sessionStorage.removeItem(key)),
  };
}

function keptOf(value: unknown): KeptText | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { base, mine } = value as Record<string, unknown>;
  return isText(base) && isText(mine) ? { base, mine } : undefined;
}

const isText = (value: unknown): value is WorkingText =>
  typeof value === "object" &&
  value !== null &&
  TEXT_FIELDS.every((field) => typeof (value as Record<string, unknown>)[field] === "string");
