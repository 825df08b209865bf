import { diffArrays } from "diff";
import { commonAnchors } from "./line-anchors.ts";
import { type LineSpan, wholeLine, wordSpans } from "./word-diff.ts";

/** In which of two texts a line stands. */
export type LineKind = "CONTEXT" | "REMOVED" | "ADDED";

/** A line of two compared texts. Numbers count from 1; 0: not in that text. */
export interface DiffedLine {
  readonly kind: LineKind;
  readonly baseLine: number;
  readonly line: number;
  readonly spans: readonly LineSpan[];
}

/** A changed place with the lines around it. */
export interface Hunk {
  readonly baseStart: number;
  readonly baseCount: number;
  readonly start: number;
  readonly count: number;
  readonly lines: readonly DiffedLine[];
}

/** The differences of two texts. */
export interface TextDiff {
  readonly hunks: readonly Hunk[];
  readonly addedLines: number;
  readonly removedLines: number;
  readonly truncated: boolean;
}

/** Most UTF-8 bytes of the lines that a diff shows: it fits into one message with room to spare. */
export const MAX_SHOWN_BYTES = 1_000_000;
/** Edits looked for in a whole comparison: the library's cost grows with their square. Beyond, a stretch is replaced whole. */
const MAX_EDITS = 2_000;
/** Pairs of lines that are compared by words in a whole comparison. */
const MAX_COMPARED_LINES = 2_000;

type Lines = readonly string[];

/** Lines that follow one another in one text, both or the other: what was kept, or removed and added. */
interface Run {
  readonly kept: Lines;
  readonly removed: Lines;
  readonly added: Lines;
}

/** The lines of a text; nothing at all has none, and a final line end begins no line. */
export function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/**
 * Compares two texts by lines, and changed lines by words. Lines that stand once in both are fixed points, so that the
 * cost stays bounded whatever the texts; a stretch that differs too much is shown as removed and added.
 */
export function diffTexts(base: string, text: string, contextLines: number): TextDiff {
  const lines = numbered(mergedRuns(runsOf(linesOf(base), linesOf(text))));
  const { hunks, truncated } = hunksOf(lines, contextLines);
  return {
    hunks,
    truncated,
    addedLines: lines.filter(({ kind }) => kind === "ADDED").length,
    removedLines: lines.filter(({ kind }) => kind === "REMOVED").length,
  };
}

function runsOf(base: Lines, text: Lines): Run[] {
  const runs: Run[] = [];
  let edits = MAX_EDITS;
  let [fromBase, fromText] = [0, 0];
  const end = { base: base.length, ours: base.length, theirs: text.length };
  for (const anchor of [...commonAnchors(base, base, text), end]) {
    const [removed, added] = [base.slice(fromBase, anchor.base), text.slice(fromText, anchor.theirs)];
    const compared = removed.length > 0 && added.length > 0 ? compare(removed, added, edits) : undefined;
    runs.push(...(compared ?? [{ kept: [], removed, added }]));
    edits -= compared ? changes(compared) : 0;
    runs.push({ kept: base.slice(anchor.base, anchor.base + 1), removed: [], added: [] });
    [fromBase, fromText] = [anchor.base + 1, anchor.theirs + 1];
  }
  return runs;
}

/** Undefined: more edits than allowed. */
function compare(removed: Lines, added: Lines, maxEditLength: number): Run[] | undefined {
  if (maxEditLength <= 0) return undefined;
  const parts = diffArrays([...removed], [...added], { maxEditLength });
  return parts?.map((part) => ({
    kept: part.added || part.removed ? [] : part.value,
    removed: part.removed ? part.value : [],
    added: part.added ? part.value : [],
  }));
}

const changes = (runs: readonly Run[]): number =>
  runs.reduce((sum, { removed, added }) => sum + removed.length + added.length, 0);

/** Neighbouring changes are one, so that removed lines stand before the added ones and find their counterparts. */
function mergedRuns(runs: readonly Run[]): Run[] {
  const merged: { kept: string[]; removed: string[]; added: string[] }[] = [];
  for (const { kept, removed, added } of runs) {
    if (kept.length + removed.length + added.length === 0) continue;
    let last = merged.at(-1);
    if (!last || last.kept.length > 0 !== kept.length > 0) {
      last = { kept: [], removed: [], added: [] };
      merged.push(last);
    }
    for (const line of kept) last.kept.push(line);
    for (const line of removed) last.removed.push(line);
    for (const line of added) last.added.push(line);
  }
  return merged;
}

function numbered(runs: readonly Run[]): DiffedLine[] {
  const lines: DiffedLine[] = [];
  let [baseLine, line, compared] = [0, 0, 0];
  for (const { kept, removed, added } of runs) {
    for (const text of kept)
      lines.push({ kind: "CONTEXT", baseLine: ++baseLine, line: ++line, spans: wholeLine(text, false) });
    const pairs = removed.map((text, i) =>
      compared++ < MAX_COMPARED_LINES ? wordSpans(text, added[i]) : undefined,
    );
    for (const [i, text] of removed.entries()) {
      const spans = pairs[i]?.removed ?? wholeLine(text, true);
      lines.push({ kind: "REMOVED", baseLine: ++baseLine, line: 0, spans });
    }
    for (const [i, text] of added.entries()) {
      const spans = pairs[i]?.added ?? wholeLine(text, true);
      lines.push({ kind: "ADDED", baseLine: 0, line: ++line, spans });
    }
  }
  return lines;
}

/** Hunks in order, as many lines of them as fit. */
function hunksOf(lines: readonly DiffedLine[], context: number): Pick<TextDiff, "hunks" | "truncated"> {
  const hunks: Hunk[] = [];
  let bytes = 0;
  for (const [from, to] of ranges(lines, context)) {
    let end = from;
    for (; end < to; end++) {
      const line = lines[end];
      bytes += line ? bytesOf(line) : 0;
      if (bytes > MAX_SHOWN_BYTES) break;
    }
    if (end > from) hunks.push(hunkOf(lines, from, end));
    if (end < to) return { hunks, truncated: true };
  }
  return { hunks, truncated: false };
}

/** Where hunks begin and end (exclusive): changes nearer than twice the context share one. */
function ranges(lines: readonly DiffedLine[], context: number): [number, number][] {
  const found: [number, number][] = [];
  for (const [index, { kind }] of lines.entries()) {
    if (kind === "CONTEXT") continue;
    const last = found.at(-1);
    const to = Math.min(lines.length, index + 1 + context);
    if (last && index - context <= last[1]) last[1] = to;
    else found.push([Math.max(0, index - context), to]);
  }
  return found;
}

function hunkOf(all: readonly DiffedLine[], from: number, to: number): Hunk {
  const lines = all.slice(from, to);
  const place = (side: "baseLine" | "line"): { first: number; count: number } => {
    const own = lines.filter((line) => line[side] > 0);
    let before = from - 1;
    while (before >= 0 && all[before]?.[side] === 0) before--;
    return { first: own[0]?.[side] ?? all[before]?.[side] ?? 0, count: own.length };
  };
  const [base, text] = [place("baseLine"), place("line")];
  return { baseStart: base.first, baseCount: base.count, start: text.first, count: text.count, lines };
}

const bytesOf = ({ spans }: DiffedLine): number =>
  spans.reduce((sum, { text }) => sum + Buffer.byteLength(text, "utf8"), 1);
