import { createConnectQueryKey, useQuery, useTransport } from "@connectrpc/connect-query";
import { Button, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { type Rollout, RolloutState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useParam } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { useWatch } from "../../../app/watch.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { momentText } from "../../../time.ts";
import classes from "../publishing.module.css";
import { RolloutDepartments } from "./rollout-departments.tsx";
import { RolloutNumbers } from "./rollout-numbers.tsx";
import { RolloutBadge } from "./rollout-state.tsx";

const { method } = AcknowledgementService;

/** How one publication reaches its audience, live: the server tells of every change. */
export function RolloutPage() {
  const rolloutId = useParam("rolloutId");
  const query = useLiveRollout(rolloutId);
  const rollout = query.data?.rollout;
  if (rollout) return <Opened rollout={rollout} />;
  if (isReason(query.error, "ROLLOUT_NOT_FOUND")) return <StateBlock page kind="not-found" />;
  if (query.error)
    return <StateBlock page kind="error" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.fetchStatus === "paused") return <StateBlock page kind="offline" />;
  return <ListSkeleton rows={3} height={120} />;
}

/** Reads a rollout, and while it runs every change of it. */
function useLiveRollout(rolloutId: string) {
  const queries = useQueryClient();
  const transport = useTransport();
  const input = { rolloutId };
  const query = useQuery(method.getRollout, input);
  const running = query.data?.rollout?.state === RolloutState.RUNNING;
  useWatch(method.watchRollout, running ? input : undefined, ({ rollout }) => {
    if (!rollout) return;
    const key = createConnectQueryKey({
      schema: method.getRollout,
      transport,
      input,
      cardinality: "finite",
    });
    queries.setQueryData(key, { ...query.data, rollout } as never);
  });
  return query;
}

function Opened({ rollout }: { readonly rollout: Rollout }) {
  const t = useTexts("publishing");
  return (
    <div className={classes.wide}>
      <PageHeader
        title={rollout.policyTitle}
        crumbs={[{ to: "/rollouts", text: t("nav.rollouts") }]}
        badge={<RolloutBadge state={rollout.state} />}
        text={
          <>
            {t("rollout.version", {
              version: rollout.materialVersion,
              time: momentText(rollout.startTime),
            })}
            {rollout.endTime && ` · ${t("rollout.ended", { time: momentText(rollout.endTime) })}`}
          </>
        }
        actions={
          <>
            <Button
              variant="default"
              renderRoot={(props) => <Link to={`/policies/${rollout.policyId}`} {...props} />}
            >
              {t("rollout.policy")}
            </Button>
            <Button
              renderRoot={(props) => (
                <Link
                  to="/acknowledgements/all"
                  search={{ policy: rollout.policyId, status: "all" } as never}
                  {...props}
                />
              )}
            >
              {t("rollout.acknowledgements")}
            </Button>
          </>
        }
      />
      <Stack gap="lg">
        <RolloutNumbers rollout={rollout} />
        <RolloutDepartments rollout={rollout} />
        <Text size="sm" c="dimmed">
          {t("rollout.late")}
        </Text>
      </Stack>
    </div>
  );
}
