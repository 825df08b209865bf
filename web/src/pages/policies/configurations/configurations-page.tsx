import { Button, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import {
  type PolicyConfiguration,
  PolicyConfigurationState,
} from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useList } from "../../../app/list.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { ShowMore } from "../../../components/list-parts.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { PolicyFrame } from "../parts/policy-frame.tsx";
import { usePolicy } from "../parts/use-policy.ts";
import { POLICY_WRITERS } from "../who.ts";
import { KeySection } from "./key-section.tsx";
import { ProposeValue } from "./propose-value.tsx";
import { useKeysInTexts } from "./use-keys-in-texts.ts";

const { PENDING, ACTIVE, REJECTED, SUPERSEDED } = PolicyConfigurationState;

/** The values that a policy's text uses: what stands now, what is proposed, and what stood before. */
export function ConfigurationsPage() {
  const t = useTexts("policies");
  const query = usePolicy();
  const [, change] = useUrlState();
  const mayWrite = useMay(POLICY_WRITERS) && query.policy?.status !== PolicyStatus.ARCHIVED;
  return (
    <PolicyFrame
      query={query}
      text={t("values.text")}
      actions={
        query.policy &&
        mayWrite && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ set: "new" })}>
            {t("values.new")}
          </Button>
        )
      }
    >
      {(policy) => <Values policy={policy} mayWrite={mayWrite} />}
    </PolicyFrame>
  );
}

function Values({ policy, mayWrite }: { readonly policy: Policy; readonly mayWrite: boolean }) {
  const t = useTexts("policies");
  const [search, change] = useUrlState();
  const list = useList(
    PolicyService.method.listPolicyConfigurations,
    { policyId: policy.id, pageSize: 200, states: [PENDING, ACTIVE, REJECTED, SUPERSEDED] },
    (page) => page.configurations,
  );
  const used = useKeysInTexts(policy);
  const byKey = useMemo(() => {
    const keys = new Map<string, PolicyConfiguration[]>(used.map((key) => [key, []]));
    for (const one of list.rows) keys.set(one.key, [...(keys.get(one.key) ?? []), one]);
    return [...keys];
  }, [list.rows, used]);
  if (list.error) return <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPaused) return <StateBlock kind="offline" />;
  if (!list.first) return <ListSkeleton rows={3} height={120} />;
  const propose = (key: string): void => change({ set: key });
  return (
    <Stack gap="lg" maw="56rem">
      {byKey.length === 0 && <StateBlock kind="empty" title={t("values.none")} text={t("values.noneText")} />}
      {byKey.map(([name, configurations]) => (
        <KeySection
          key={name}
          policy={policy}
          name={name}
          configurations={configurations}
          used={used.includes(name)}
          {...(mayWrite ? { onPropose: () => propose(name) } : {})}
        />
      ))}
      <ShowMore list={list} />
      {search.set && mayWrite && (
        <ProposeValue
          policy={policy}
          name={search.set === "new" ? "" : search.set}
          present={list.rows.find(({ key, state }) => key === search.set && state === ACTIVE)}
          onClose={() => change({ set: "" })}
        />
      )}
    </Stack>
  );
}
