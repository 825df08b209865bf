import { type Rollout, RolloutState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { language } from "../../../app/texts.ts";

/**
 * How many of those who were asked have signed or are to sign: without those excused or no longer asked. One that was
 * ended early keeps those who had not signed by then.
 */
export const signersOf = ({ state, ...counts }: Rollout): number =>
  state === RolloutState.CLOSED
    ? counts.targetCount - counts.exemptedCount
    : counts.acknowledgedCount + counts.pendingCount;

/** How much of it is signed, 0–1; nobody asked: 0. */
export const shareOf = (rollout: Rollout): number => rollout.acknowledgedCount / (signersOf(rollout) || 1);

/** "87%": only all is 100%. */
export function percentText(rollout: Rollout): string {
  const share = shareOf(rollout);
  const shown = share < 1 ? Math.min(share, 0.99) : 1;
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(shown);
}

/** A number in the reader's way of writing. */
export const numberText = (count: number): string => new Intl.NumberFormat(language()).format(count);
