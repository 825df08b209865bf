/** The middle value of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** One benchmark's outcome: ours and the limit's rate per second, round by round. */
export interface Outcome {
  readonly name: string;
  readonly mode: string;
  readonly ours: readonly number[];
  readonly limit: readonly number[];
  /** The ratio that is aimed at, in `all`. */
  readonly aim: number;
  /** What the limit is, in words. */
  readonly against: string;
}

/** A line per benchmark: rates as medians, the ratio round by round as median, least and most. */
export function printOutcomes(outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    const ratios = outcome.ours.map((rate, i) => rate / (outcome.limit[i] ?? rate));
    const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
    process.stdout.write(
      `${outcome.name} (${outcome.mode}): ${Math.round(median(outcome.ours))}/s against ${Math.round(median(outcome.limit))}/s of ${outcome.against}; ` +
        `ratio ${median(ratios).toFixed(2)} (${spread}, ${ratios.length} rounds), aim ≥ ${outcome.aim}\n`,
    );
  }
}
