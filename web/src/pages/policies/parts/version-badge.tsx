import {
  PolicyVersionState,
  PolicyVersionStateSchema,
} from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";

const TONES: Readonly<Record<number, Tone>> = {
  [PolicyVersionState.IN_REVIEW]: "waiting",
  [PolicyVersionState.APPROVED]: "active",
  [PolicyVersionState.PUBLISHED]: "good",
};

/** Where a version stands. */
export function VersionBadge({ state }: { readonly state: PolicyVersionState }) {
  const t = useTexts("policies");
  return (
    <StatusBadge tone={TONES[state] ?? "neutral"}>
      {t(`version.state.${enumName(PolicyVersionStateSchema, state)}`)}
    </StatusBadge>
  );
}
