/** A place where a template's change met one of the policy's own, as services/policy marks it. */
export interface TextConflict {
  /** Where it begins and ends in the text, marker lines included. */
  readonly from: number;
  readonly to: number;
  readonly ours: string;
  readonly theirs: string;
}

const CONFLICT = /^<{7}(?: .*)?\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7}(?: .*)?(?:\n|$)/gm;

/** The conflicts that a text shows, in order. */
export const conflictsIn = (text: string): readonly TextConflict[] =>
  Array.from(text.matchAll(CONFLICT), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    ours: match[1] ?? "",
    theirs: match[2] ?? "",
  }));

/** The text with one conflict decided. */
export const decided = (text: string, { from, to }: TextConflict, words: string): string =>
  text.slice(0, from) + words + text.slice(to);
