/** What is written of a policy's open version. */
export interface WorkingText {
  readonly title: string;
  readonly summary: string;
  readonly contentMarkdown: string;
  readonly changeNote: string;
}

/** A part of it. */
export type TextField = keyof WorkingText;

/** All parts. */
export const TEXT_FIELDS: readonly TextField[] = ["title", "summary", "contentMarkdown", "changeNote"];

/** A text as the server has it, with the etag that it had or one before it. */
export interface SavedText {
  readonly text: WorkingText;
  readonly etag: string;
  /** Rises with every change. */
  readonly revision: bigint;
}

/** The parts that differ. */
export const changedFields = (before: WorkingText, after: WorkingText): readonly TextField[] =>
  TEXT_FIELDS.filter((field) => before[field] !== after[field]);

/**
 * One's own changes of `base` on top of what somebody else made of it. Undefined: both changed the same part, and
 * differently.
 */
export function mergeTexts(
  base: WorkingText,
  mine: WorkingText,
  theirs: WorkingText,
): WorkingText | undefined {
  const merged: Record<TextField, string> = { ...theirs };
  for (const field of changedFields(base, mine)) {
    if (theirs[field] !== base[field] && theirs[field] !== mine[field]) return undefined;
    merged[field] = mine[field];
  }
  return merged;
}
