import type { Counts } from "./counts.ts";

/** A difference seen between our counts and the source's, and how far our counts had moved then. */
export interface Suspicion extends Counts {
  readonly materialVersion: number;
  readonly moves: number;
}

/** What a comparison shows. */
export type Verdict = "proved" | "suspect" | "wrong";

/**
 * Compares our counts with the source's. A difference alone proves nothing: events may be on their way, and writing
 * the source's counts over ours would then count those events twice. Only when an earlier comparison saw the same
 * source, and not one event has moved our counts since, are they wrong.
 */
export function judge(
  ours: Counts & { readonly moves: number },
  source: Counts & { readonly materialVersion: number },
  earlier: Suspicion | undefined,
): Verdict {
  if (ours.pending === source.pending && ours.acknowledged === source.acknowledged) return "proved";
  const still =
    earlier !== undefined &&
    earlier.moves === ours.moves &&
    earlier.materialVersion === source.materialVersion &&
    earlier.pending === source.pending &&
    earlier.acknowledged === source.acknowledged;
  return still ? "wrong" : "suspect";
}
