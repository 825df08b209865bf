import { Group, Loader, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { type Rollout, RolloutState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { RolloutBar } from "./rollout-bar.tsx";
import { numberText, percentText } from "./shares.ts";

/** The numbers of a rollout and its bar; while people are still being asked, how far that is. */
export function RolloutNumbers({ rollout }: { readonly rollout: Rollout }) {
  const t = useTexts("publishing");
  const { state, targetCount, matchedTime } = rollout;
  const matching = state === RolloutState.RUNNING && !matchedTime;
  const numbers = [
    ["rollout.asked", targetCount],
    ["rollout.signed", rollout.acknowledgedCount],
    ["rollout.pending", rollout.pendingCount],
    ["rollout.exempted", rollout.exemptedCount],
    ["rollout.cancelled", rollout.cancelledCount],
  ] as const;
  return (
    <Paper withBorder radius="lg" p={{ base: "md", sm: "lg" }}>
      <Stack gap="md">
        <Group justify="space-between" align="baseline" gap="xs">
          <Text fw={650} fz="1.75rem" lh={1.2}>
            {t("rollout.percent", { percent: percentText(rollout) })}
          </Text>
          <Group gap="xs" role="status">
            {matching && <Loader size={14} aria-hidden />}
            <Text size="sm" c="dimmed">
              {t(matching ? "rollout.matching" : "rollout.matched", { count: targetCount })}
            </Text>
          </Group>
        </Group>
        <RolloutBar rollout={rollout} size="xl" />
        <SimpleGrid cols={{ base: 2, xs: 3, sm: 5 }} component="dl" m={0}>
          {numbers.map(([text, count]) => (
            <div key={text}>
              <Text component="dt" size="sm" c="dimmed">
                {t(text)}
              </Text>
              <Text component="dd" m={0} fz="xl" fw={600} style={{ fontVariantNumeric: "tabular-nums" }}>
                {numberText(count)}
              </Text>
            </div>
          ))}
        </SimpleGrid>
        {state === RolloutState.COMPLETED && <Text size="sm">{t("rollout.complete")}</Text>}
        {state === RolloutState.CLOSED && <Text size="sm">{t("rollout.closed")}</Text>}
      </Stack>
    </Paper>
  );
}
