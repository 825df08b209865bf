import { Button, Group, Text } from "@mantine/core";
import { useMemo } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import {
  type Rollout,
  RolloutState,
  RolloutStateSchema,
} from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useList } from "../../../app/list.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { Choice } from "../../../components/choice.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import type { Column } from "../../../components/table/column.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import { dayText } from "../../../time.ts";
import { RolloutBar } from "./rollout-bar.tsx";
import { RolloutBadge } from "./rollout-state.tsx";
import { numberText, signersOf } from "./shares.ts";

const STATES = [RolloutState.RUNNING, RolloutState.COMPLETED, RolloutState.CLOSED];
const nameOf = (state: RolloutState): string => enumName(RolloutStateSchema, state);

/** All rollouts, latest first; `?state=RUNNING&policy=pol_…` narrows them. */
export function RolloutsPage() {
  const t = useTexts("publishing");
  const [{ state = "", policy = "" }, change] = useUrlState();
  const states = STATES.filter((one) => nameOf(one) === state);
  const list = useList(
    AcknowledgementService.method.listRollouts,
    { states, policyId: policy, pageSize: 100 },
    (page) => page.rollouts,
  );
  const columns = useMemo(
    (): readonly Column<Rollout>[] => [
      {
        key: "policy",
        header: t("rollouts.column.policy"),
        width: "minmax(14rem, 2fr)",
        onPhone: "title",
        cell: (one) => (
          <>
            {one.policyTitle}{" "}
            <Text span inherit c="dimmed" fw={400} style={{ whiteSpace: "nowrap" }}>
              {t("rollouts.version", { version: one.materialVersion })}
            </Text>
          </>
        ),
      },
      {
        key: "state",
        header: t("rollouts.column.state"),
        width: "11rem",
        cell: (one) => <RolloutBadge state={one.state} />,
      },
      {
        key: "signed",
        header: t("rollouts.column.signed"),
        width: "minmax(12rem, 1.5fr)",
        cell: (one) => (
          <Group gap="xs" wrap="nowrap" w="100%">
            <RolloutBar rollout={one} />
            <Text span inherit style={{ flex: "none", fontVariantNumeric: "tabular-nums" }}>
              {`${numberText(one.acknowledgedCount)} / ${numberText(signersOf(one))}`}
            </Text>
          </Group>
        ),
      },
      {
        key: "pending",
        header: t("rollouts.column.pending"),
        width: "6rem",
        align: "end",
        cell: (one) => numberText(one.pendingCount),
      },
      {
        key: "started",
        header: t("rollouts.column.started"),
        width: "8rem",
        cell: (one) => dayText(one.startTime),
      },
    ],
    [t],
  );
  return (
    <>
      <PageHeader title={t("rollouts.title")} text={t("rollouts.text")} />
      <Group mb="md" align="flex-end">
        <Choice
          label={t("rollouts.filter.state")}
          w={{ base: "100%", xs: 220 }}
          placeholder={t("rollouts.filter.all")}
          data={STATES.map((one) => ({ value: nameOf(one), label: t(`rollouts.state.${nameOf(one)}`) }))}
          value={state}
          onChange={(next) => change({ state: next })}
        />
        {policy && (
          <Group gap="xs">
            <Text size="sm">{t("rollouts.filter.policy")}</Text>
            <Button variant="default" size="xs" onClick={() => change({ policy: "" })}>
              {t("rollouts.filter.clear")}
            </Button>
          </Group>
        )}
      </Group>
      <DataTable
        label={t("rollouts.label")}
        columns={columns}
        list={list}
        rowKey={(one) => one.id}
        hrefOf={(one) => `/rollouts/${one.id}`}
        empty={<StateBlock kind="empty" title={t("rollouts.empty.title")} text={t("rollouts.empty.text")} />}
      />
    </>
  );
}
