import { Progress } from "@mantine/core";
import type { Rollout } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { numberText, shareOf, signersOf } from "./shares.ts";

/** How much of a rollout is signed, as a bar. */
export function RolloutBar({ rollout, size = "md" }: { readonly rollout: Rollout; readonly size?: string }) {
  const t = useTexts("publishing");
  const signed = numberText(rollout.acknowledgedCount);
  return (
    <Progress
      size={size}
      w="100%"
      color="green"
      value={100 * shareOf(rollout)}
      aria-label={t("rollouts.share", { signed, all: numberText(signersOf(rollout)) })}
    />
  );
}
