import { useQuery } from "@connectrpc/connect-query";
import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { momentText } from "../../../time.ts";

const LOOK_MS = 1_000;

/** A version is in force: the way to its rollout, which begins some moments after the publication. */
export function Published({ policy, justNow }: { readonly policy: Policy; readonly justNow: boolean }) {
  const t = useTexts("publishing");
  const go = useGo();
  const asks = policy.rules?.required !== false && policy.materialVersion === policy.publishedVersion;
  const query = useQuery(
    AcknowledgementService.method.listRollouts,
    { policyId: policy.id, pageSize: 1 },
    {
      enabled: asks,
      refetchInterval: ({ state }) =>
        state.data?.rollouts[0]?.materialVersion === policy.materialVersion ? false : LOOK_MS,
    },
  );
  const rollout = query.data?.rollouts.find((one) => one.materialVersion === policy.materialVersion);
  useEffect(() => {
    if (justNow && rollout) go(`/rollouts/${rollout.id}`, { replace: true });
  }, [justNow, rollout, go]);
  return (
    <>
      <PageHeader
        title={policy.title}
        crumbs={[{ to: `/policies/${policy.id}`, text: t("publish.crumb") }]}
      />
      <Stack align="center" gap="sm" py="xl" ta="center" role="status">
        <IconCircleCheck size={44} stroke={1.4} aria-hidden />
        <Text fw={650} fz="xl">
          {t("publish.done.title", { version: policy.publishedVersion })}
        </Text>
        <Text c="dimmed">{t("publish.done.text", { time: momentText(policy.publishTime) })}</Text>
        {asks && !rollout && !query.error && (
          <Group gap="xs">
            <Loader size={16} aria-hidden />
            <Text>{t("publish.done.asking")}</Text>
          </Group>
        )}
      </Stack>
      <Group justify="center">
        <Button variant="default" renderRoot={(props) => <Link to={`/policies/${policy.id}`} {...props} />}>
          {t("publish.done.policy")}
        </Button>
        {rollout && (
          <Button renderRoot={(props) => <Link to={`/rollouts/${rollout.id}`} {...props} />}>
            {t("publish.done.progress")}
          </Button>
        )}
      </Group>
    </>
  );
}
