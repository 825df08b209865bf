import { useQuery } from "@connectrpc/connect-query";
import { Text } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import {
  type PolicyConfiguration,
  PolicyConfigurationState,
} from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useUserName } from "../../../components/user-name.tsx";
import { agoText } from "../../../time.ts";
import classes from "../publishing.module.css";
import { QueuePlace } from "./queue-place.tsx";
import { ValueDecision } from "./value-decision.tsx";
import { ValueEffect } from "./value-effect.tsx";
import { useValueText } from "./value-text.ts";

const { PENDING, ACTIVE } = PolicyConfigurationState;

/** A value proposed for a policy's text, as its approvers see it. */
export function ValueReview({
  policy,
  configurationId,
}: {
  readonly policy: Policy;
  readonly configurationId: string;
}) {
  const query = useQuery(PolicyService.method.listPolicyConfigurations, {
    policyId: policy.id,
    pageSize: 200,
  });
  if (!query.data) {
    if (query.error)
      return <StateBlock page kind="error" error={query.error} onRetry={() => void query.refetch()} />;
    return query.fetchStatus === "paused" ? <StateBlock page kind="offline" /> : <ListSkeleton rows={3} />;
  }
  const { configurations } = query.data;
  const one = configurations.find(({ id }) => id === configurationId);
  if (one?.state !== PENDING) return <Settled policy={policy} />;
  const current = configurations.find(({ key, state }) => key === one.key && state === ACTIVE);
  return <Opened policy={policy} one={one} current={current} />;
}

function Opened({
  policy,
  one,
  current,
}: {
  readonly policy: Policy;
  readonly one: PolicyConfiguration;
  readonly current: PolicyConfiguration | undefined;
}) {
  const t = useTexts("publishing");
  const valueText = useValueText();
  const proposer = useUserName(one.proposerUserId, t("colleague"));
  return (
    <>
      <PageHeader
        title={policy.title}
        crumbs={[{ to: "/approvals", text: t("nav.approvals") }]}
        badge={<StatusBadge tone="waiting">{t("queue.kind.value")}</StatusBadge>}
        text={t("value.proposed", { name: proposer, time: agoText(one.createTime) })}
        actions={<QueuePlace of={one.id} />}
      />
      <div className={classes.review}>
        <div style={{ display: "grid", gap: "var(--mantine-spacing-lg)", minWidth: 0 }}>
          <Section title={t("value.title", { key: one.key })} text={t("value.text")}>
            <div className={classes.values}>
              <div className={classes.value}>
                <Text size="sm" c="dimmed">
                  {t("value.before")}
                </Text>
                <Text size="lg">{valueText(current?.value)}</Text>
              </div>
              <IconArrowRight aria-hidden />
              <div className={classes.value}>
                <Text size="sm" c="dimmed">
                  {t("value.after")}
                </Text>
                <Text size="lg" fw={650}>
                  {valueText(one.value)}
                </Text>
              </div>
            </div>
            {one.comment && <Text className={classes.said}>{one.comment}</Text>}
          </Section>
          <ValueEffect policy={policy} one={one} />
        </div>
        <aside className={classes.side}>
          <ValueDecision policy={policy} one={one} />
        </aside>
      </div>
    </>
  );
}

function Settled({ policy }: { readonly policy: Policy }) {
  const t = useTexts("publishing");
  return (
    <>
      <PageHeader title={policy.title} crumbs={[{ to: "/approvals", text: t("nav.approvals") }]} />
      <StateBlock kind="empty" title={t("value.settled.title")} text={t("value.settled.text")} />
    </>
  );
}
