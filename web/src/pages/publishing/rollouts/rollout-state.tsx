import { RolloutState, RolloutStateSchema } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";

const TONES: Readonly<Record<number, Tone>> = {
  [RolloutState.RUNNING]: "active",
  [RolloutState.COMPLETED]: "good",
  [RolloutState.CLOSED]: "neutral",
};

/** Where a rollout stands, in a word. */
export function RolloutBadge({ state }: { readonly state: RolloutState }) {
  const t = useTexts("publishing");
  return (
    <StatusBadge tone={TONES[state] ?? "neutral"}>
      {t(`rollouts.state.${enumName(RolloutStateSchema, state)}`)}
    </StatusBadge>
  );
}
