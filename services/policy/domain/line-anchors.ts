/** Where one line stands in three texts, by index. */
export interface Anchor {
  readonly base: number;
  readonly ours: number;
  readonly theirs: number;
}

/**
 * Lines that stand exactly once in each of three texts and in the same order in all: the fixed points of a merge
 * (Bram Cohen's patience diff). They cut long texts into short stretches.
 */
export function commonAnchors(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): Anchor[] {
  const [inBase, inOurs, inTheirs] = [base, ours, theirs].map(uniqueLines);
  const shared: Anchor[] = [];
  for (const [line, index] of inBase ?? []) {
    const [a, b] = [inOurs?.get(line), inTheirs?.get(line)];
    if (a !== undefined && b !== undefined) shared.push({ base: index, ours: a, theirs: b });
  }
  const ordered = longestRise(shared, (anchor) => anchor.ours);
  return longestRise(ordered, (anchor) => anchor.theirs);
}

/** Lines that occur once, with their index, in order. */
function uniqueLines(lines: readonly string[]): Map<string, number> {
  const seen = new Set<string>();
  const once = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    if (seen.has(line)) once.delete(line);
    else once.set(line, index);
    seen.add(line);
  }
  return once;
}

/** A longest subsequence whose keys rise, in O(n log n). */
function longestRise<T>(items: readonly T[], keyOf: (item: T) => number): T[] {
  interface Link {
    readonly item: T;
    readonly before: Link | undefined;
  }
  const tails: Link[] = [];
  for (const item of items) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const tail = tails[middle];
      if (tail && keyOf(tail.item) < keyOf(item)) low = middle + 1;
      else high = middle;
    }
    tails[low] = { item, before: tails[low - 1] };
  }
  const rise: T[] = [];
  for (let link = tails.at(-1); link; link = link.before) rise.push(link.item);
  return rise.reverse();
}
