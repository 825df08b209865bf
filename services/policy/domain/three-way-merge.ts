import { diff3MergeRegions } from "node-diff3";
import { withLineFeeds } from "./canonical-text.ts";
import { markConflict } from "./conflict-markers.ts";
import { commonAnchors } from "./line-anchors.ts";

/** Texts to merge: the common ancestor, ours, and theirs with a name for its side of a conflict. */
export interface MergeSides {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  readonly theirsLabel: string;
}

type Lines = readonly string[];

/** The lines between two fixed points, in each text. */
interface Stretch {
  readonly base: string[];
  readonly ours: string[];
  readonly theirs: string[];
}

/**
 * Most steps that one merge may cost, about a third of a second. The library's comparison takes cubic time on lines
 * that repeat (blank ones, say): 5,000 such lines would take minutes.
 */
const MAX_STEPS = 3e8;

/**
 * Merges by lines: what only one side changed is taken over, what both changed alike too, what both changed
 * differently is shown between conflict markers with all lines of both. Line ends become LF.
 * A stretch that repeats too much to be compared is one conflict, unless only one side changed it.
 */
export function mergeTexts(sides: MergeSides): string {
  const lines = (text: string): string[] => withLineFeeds(text).split("\n");
  const [base, ours, theirs] = [lines(sides.base), lines(sides.ours), lines(sides.theirs)];
  const merged: Lines[] = [];
  let steps = 0;
  let from = { base: 0, ours: 0, theirs: 0 };
  const end = { base: base.length, ours: ours.length, theirs: theirs.length };
  for (const anchor of [...commonAnchors(base, ours, theirs), end]) {
    const stretch = {
      base: base.slice(from.base, anchor.base),
      ours: ours.slice(from.ours, anchor.ours),
      theirs: theirs.slice(from.theirs, anchor.theirs),
    };
    steps += comparisonSteps(stretch);
    merged.push(mergeStretch(stretch, sides.theirsLabel, steps <= MAX_STEPS));
    merged.push(base.slice(anchor.base, anchor.base + 1));
    from = { base: anchor.base + 1, ours: anchor.ours + 1, theirs: anchor.theirs + 1 };
  }
  return merged.flat().join("\n");
}

function mergeStretch({ base, ours, theirs }: Stretch, theirsLabel: string, affordable: boolean): string[] {
  if (same(base, theirs) || same(ours, theirs)) return ours;
  if (same(base, ours)) return theirs;
  if (!affordable) return markConflict(ours, theirs, theirsLabel);
  return diff3MergeRegions(ours, base, theirs).flatMap((region) => {
    if (region.stable) return region.bufferContent;
    const { aContent, bContent } = region;
    return same(aContent, bContent) ? aContent : markConflict(aContent, bContent, theirsLabel);
  });
}

/** An upper bound of what comparing a stretch costs: pairs of equal lines × length of the shorter text. */
function comparisonSteps({ base, ours, theirs }: Stretch): number {
  const times = new Map<string, number>();
  for (const line of base) times.set(line, (times.get(line) ?? 0) + 1);
  const against = (side: Lines): number => {
    const pairs = side.reduce((sum, line) => sum + (times.get(line) ?? 0), 0);
    return pairs * Math.min(base.length, side.length);
  };
  return against(ours) + against(theirs);
}

const same = (a: Lines, b: Lines): boolean => a.length === b.length && a.every((line, i) => line === b[i]);
