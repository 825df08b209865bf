const OPENING = /^<{7}(?: |$)/gm;
const CLOSING = /^>{7}(?: |$)/gm;

/** How many conflicts a source shows: lines that open or close one, whichever are more, so that none is overlooked. */
export const countConflicts = (source: string): number =>
  Math.max(source.match(OPENING)?.length ?? 0, source.match(CLOSING)?.length ?? 0);

/** Both sides of a conflict between marker lines, as git writes them. */
export const markConflict = (
  ours: readonly string[],
  theirs: readonly string[],
  theirsLabel: string,
): string[] => ["<<<<<<< this policy", ...ours, "=======", ...theirs, `>>>>>>> ${theirsLabel}`];
