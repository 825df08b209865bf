import { Button, Code, Group, Text } from "@mantine/core";
import {
  type PolicyConfiguration,
  PolicyConfigurationState,
} from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Quote } from "../../../components/quote.tsx";
import { Section } from "../../../components/section.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { momentText } from "../../../time.ts";
import { valueText } from "../parts/configuration-value.ts";
import { PendingValue } from "./pending-value.tsx";
import { ValueHistory } from "./value-history.tsx";

const { PENDING, ACTIVE } = PolicyConfigurationState;

/** One key: its value now, what is proposed for it, and what it was. */
export function KeySection({
  policy,
  name,
  configurations,
  used,
  onPropose,
}: {
  readonly policy: Policy;
  readonly name: string;
  readonly configurations: readonly PolicyConfiguration[];
  /** The text in force or the draft uses it. */
  readonly used: boolean;
  readonly onPropose?: () => void;
}) {
  const t = useTexts("policies");
  const active = configurations.find(({ state }) => state === ACTIVE);
  const pending = configurations.find(({ state }) => state === PENDING);
  const past = configurations.filter(({ state }) => state !== ACTIVE && state !== PENDING);
  return (
    <Section
      title={name}
      text={
        <Group gap="xs">
          <Code>{`{{${name}}}`}</Code>
          {!used && t("values.unused")}
        </Group>
      }
      actions={
        onPropose &&
        !pending && (
          <Button size="xs" variant="default" onClick={onPropose}>
            {t(active ? "values.change" : "values.set")}
          </Button>
        )
      }
    >
      {active ? (
        <div>
          <Text size="xl" fw={650} style={{ overflowWrap: "anywhere" }}>
            {valueText(active.value)}
          </Text>
          <Text size="sm" c="dimmed">
            {t("values.since", { time: momentText(active.decideTime ?? active.updateTime) })}
            {" · "}
            {t("values.proposedBy")} <UserName userId={active.proposerUserId} />
          </Text>
          {active.comment && <Quote>{active.comment}</Quote>}
        </div>
      ) : (
        <Group gap="xs">
          <StatusBadge tone={used ? "warning" : "neutral"}>{t("values.noValue")}</StatusBadge>
          {used && !pending && (
            <Text span size="sm" c="dimmed">
              {t("values.needed")}
            </Text>
          )}
        </Group>
      )}
      {pending && <PendingValue policy={policy} pending={pending} />}
      {past.length > 0 && <ValueHistory past={past} />}
    </Section>
  );
}
