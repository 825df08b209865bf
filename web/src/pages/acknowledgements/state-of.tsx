import { Group } from "@mantine/core";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { type Texts, useTexts } from "../../app/texts.ts";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";

/** Where an obligation stands, in a word or two. */
export function StateOf({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("acknowledgements");
  const [tone, text] = stateOf(one, t);
  return (
    <Group gap={4}>
      <StatusBadge tone={tone}>{text}</StatusBadge>
      {one.status === AcknowledgementStatus.PENDING && one.escalationLevel > 0 && (
        <StatusBadge tone="warning">{t("state.escalated", { level: one.escalationLevel })}</StatusBadge>
      )}
    </Group>
  );
}

function stateOf(one: Acknowledgement, t: Texts): readonly [Tone, string] {
  switch (one.status) {
    case AcknowledgementStatus.ACKNOWLEDGED:
      return ["good", t("state.signed")];
    case AcknowledgementStatus.EXEMPTED:
      return ["neutral", t("state.exempted")];
    case AcknowledgementStatus.CANCELLED:
      return ["neutral", t("state.cancelled")];
    default:
      if (one.overdue) return ["bad", t("state.overdue")];
      if (one.paused) return ["neutral", t("state.paused")];
      return one.openTime ? ["active", t("state.opened")] : ["waiting", t("state.pending")];
  }
}
