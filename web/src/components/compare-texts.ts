import { diffArrays, diffWordsWithSpace } from "diff";

/** A piece of a line: kept, or only in one of the two texts. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** A line of a text, with its number from 1. */
export interface DiffLine {
  readonly number: number;
  readonly pieces: readonly Piece[];
}

/** A row of a comparison: the line before, the line after; both and alike where nothing changed. */
export interface DiffRow {
  readonly kind: "same" | "changed" | "removed" | "added";
  readonly before: DiffLine | undefined;
  readonly after: DiffLine | undefined;
}

/** Below this share of common letters two lines are no versions of each other. */
const ALIKE = 0.35;

/** Compares two texts line by line, and changed lines word by word. */
export function compareTexts(before: string, after: string): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  const at = { before: 1, after: 1 };
  const line = (side: "before" | "after", pieces: readonly Piece[]): DiffLine => ({
    number: at[side]++,
    pieces,
  });
  let removed: readonly string[] = [];
  const flush = (added: readonly string[]): void => {
    const pairs = Math.min(removed.length, added.length);
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      const from = removed[i];
      const to = added[i];
      const both = i < pairs && from !== undefined && to !== undefined ? compareWords(from, to) : undefined;
      if (both) {
        rows.push({ kind: "changed", before: line("before", both.before), after: line("after", both.after) });
        continue;
      }
      if (from !== undefined)
        rows.push({ kind: "removed", before: line("before", whole(from)), after: undefined });
      if (to !== undefined) rows.push({ kind: "added", before: undefined, after: line("after", whole(to)) });
    }
    removed = [];
  };
  for (const part of diffArrays(before.split("\n"), after.split("\n"))) {
    if (part.removed) {
      removed = part.value;
    } else if (part.added) {
      flush(part.value);
    } else {
      flush([]);
      for (const text of part.value) {
        const pieces = [{ text, changed: false }];
        rows.push({ kind: "same", before: line("before", pieces), after: line("after", pieces) });
      }
    }
  }
  flush([]);
  return rows;
}

const whole = (text: string): readonly Piece[] => [{ text, changed: false }];

function compareWords(
  before: string,
  after: string,
): { before: readonly Piece[]; after: readonly Piece[] } | undefined {
  const parts = diffWordsWithSpace(before, after);
  const kept = parts.reduce(
    (sum, part) => sum + (part.added || part.removed ? 0 : part.value.trim().length),
    0,
  );
  if (kept < ALIKE * Math.max(before.trim().length, after.trim().length)) return undefined;
  return {
    before: parts.filter((part) => !part.added).map((part) => ({ text: part.value, changed: part.removed })),
    after: parts.filter((part) => !part.removed).map((part) => ({ text: part.value, changed: part.added })),
  };
}
