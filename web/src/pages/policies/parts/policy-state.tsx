import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";

/** Where a policy stands for those who work on it. */
export type PolicyState = "DRAFT" | "IN_REVIEW" | "APPROVED" | "PUBLISHED" | "ARCHIVED";

const TONES: Readonly<Record<PolicyState, Tone>> = {
  DRAFT: "neutral",
  IN_REVIEW: "waiting",
  APPROVED: "active",
  PUBLISHED: "good",
  ARCHIVED: "neutral",
};

/** State of the open version; undefined: there is none. */
export function openStateOf({ openVersionState }: Policy): PolicyState | undefined {
  switch (openVersionState) {
    case PolicyVersionState.DRAFT:
      return "DRAFT";
    case PolicyVersionState.IN_REVIEW:
      return "IN_REVIEW";
    case PolicyVersionState.APPROVED:
      return "APPROVED";
    default:
      return undefined;
  }
}

/** Where the policy itself stands: what is in force counts, then what is being written. */
export function policyStateOf(policy: Policy): PolicyState {
  if (policy.status === PolicyStatus.ARCHIVED) return "ARCHIVED";
  if (policy.status === PolicyStatus.PUBLISHED) return "PUBLISHED";
  return openStateOf(policy) ?? "DRAFT";
}

/** Where a policy stands, and beside a version in force the one that shall follow it. */
export function PolicyBadges({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const state = policyStateOf(policy);
  const next = state === "PUBLISHED" ? openStateOf(policy) : undefined;
  return (
    <>
      <StatusBadge tone={TONES[state]}>{t(`state.${state}`)}</StatusBadge>
      {next && <StatusBadge tone={TONES[next]}>{t(`next.${next}`)}</StatusBadge>}
    </>
  );
}
