import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Progress, Skeleton, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { AcknowledgementCounts } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { language, useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import classes from "../policies.module.css";

/** How many of those asked have signed the version in force. */
export function Completion({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const { data, error, refetch } = useQuery(AcknowledgementService.method.getAcknowledgementSummary, {
    policyIds: [policy.id],
  });
  const counts = data?.total;
  return (
    <Section
      title={t("completion.title")}
      actions={
        <Anchor component={Link} size="sm" to={`/acknowledgements/all?policy=${policy.id}`}>
          {t("completion.all")}
        </Anchor>
      }
    >
      {error && !counts && <StateBlock kind="error" small error={error} onRetry={() => void refetch()} />}
      {!error && !counts && <Skeleton height={92} radius="md" />}
      {counts && <Numbers counts={counts} />}
    </Section>
  );
}

function Numbers({ counts }: { readonly counts: AcknowledgementCounts }) {
  const t = useTexts("policies");
  const { acknowledged, pending, overdue, exempted } = counts;
  const asked = acknowledged + pending;
  const percent = asked === 0 ? 0 : Math.floor((100 * acknowledged) / asked);
  const numbers = new Intl.NumberFormat(language());
  if (asked === 0) return <Text c="dimmed">{t("completion.nobody")}</Text>;
  const share = (part: number): number => (100 * part) / asked;
  return (
    <Stack gap="md">
      <div>
        <Text fw={600} mb={6}>
          {t("completion.percent", { percent, count: asked })}
        </Text>
        <Progress.Root size="lg" aria-hidden>
          <Progress.Section value={share(acknowledged)} color="green" />
          <Progress.Section value={share(overdue)} color="red" />
          <Progress.Section value={share(pending - overdue)} color="gray.5" />
        </Progress.Root>
      </div>
      <dl className={classes.numbers}>
        <Count name={t("completion.signed")} value={numbers.format(acknowledged)} />
        <Count name={t("completion.pending")} value={numbers.format(pending)} />
        <Count
          name={t("completion.overdue")}
          value={numbers.format(overdue)}
          tone={overdue > 0 ? "bad" : undefined}
        />
        {exempted > 0 && <Count name={t("completion.exempted")} value={numbers.format(exempted)} />}
      </dl>
    </Stack>
  );
}

const Count = ({
  name,
  value,
  tone,
}: {
  readonly name: string;
  readonly value: string;
  readonly tone?: "bad" | undefined;
}) => (
  <div className={classes.number} data-tone={tone}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
