import { diffWordsWithSpace } from "diff";

/** A part of a line. */
export interface LineSpan {
  readonly text: string;
  readonly changed: boolean;
}

/** Characters of a line that are compared by words; longer lines are shown as changed whole. */
const MAX_LINE = 20_000;
/** Words removed and added that are looked for in one pair of lines. */
const MAX_EDITS = 400;
/** Share of a line's characters that both versions must have for the rest to be worth marking. */
const LEAST_COMMON = 0.3;

/** A line as one part; an empty one has none. */
export const wholeLine = (text: string, changed: boolean): LineSpan[] =>
  text === "" ? [] : [{ text, changed }];

/** Two versions of a line, the words marked that the other has not. Undefined: they have too little in common. */
export function wordSpans(
  removed: string,
  added: string | undefined,
): { readonly removed: LineSpan[]; readonly added: LineSpan[] } | undefined {
  if (added === undefined || removed.length + added.length > MAX_LINE) return undefined;
  const parts = diffWordsWithSpace(removed, added, { maxEditLength: MAX_EDITS });
  const longest = Math.max(removed.length, added.length);
  const common = (parts ?? [])
    .filter((part) => !part.added && !part.removed)
    .reduce((sum, { value }) => sum + value.trim().length, 0);
  if (!parts || common < longest * LEAST_COMMON) return undefined;
  const side = (left: "added" | "removed"): LineSpan[] =>
    parts
      .filter((part) => !part[left])
      .map((part) => ({ text: part.value, changed: part.added || part.removed }));
  return { removed: side("added"), added: side("removed") };
}
