import { useQuery } from "@connectrpc/connect-query";
import { Text, Title } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { AwaitedDecision } from "#gen/countersign/policy/v1/awaited_decision_pb.ts";
import {
  type PolicyConfiguration,
  PolicyConfigurationState,
} from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useList } from "../../../app/list.ts";
import { useTexts } from "../../../app/texts.ts";
import { StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { agoText } from "../../../time.ts";
import classes from "../publishing.module.css";

const { IN_REVIEW, APPROVED } = PolicyVersionState;

/** What others decide on, and what is approved and waits to be published. */
export function OthersWaiting({ mine }: { readonly mine: readonly AwaitedDecision[] }) {
  const t = useTexts("publishing");
  const policies = useList(
    PolicyService.method.listPolicies,
    { openVersionStates: [IN_REVIEW, APPROVED], pageSize: 200 },
    (page) => page.policies,
  );
  const values = useList(
    PolicyService.method.listPolicyConfigurations,
    { states: [PolicyConfigurationState.PENDING], pageSize: 200 },
    (page) => page.configurations,
  );
  const mineIds = new Set(mine.map(({ subject }) => subject.value?.id));
  const waiting = policies.rows.filter(({ openVersionId }) => !mineIds.has(openVersionId));
  const reviewed = waiting.filter(({ openVersionState }) => openVersionState === IN_REVIEW);
  const approved = waiting.filter(({ openVersionState }) => openVersionState === APPROVED);
  const proposed = values.rows.filter(({ id }) => !mineIds.has(id));
  const error = policies.error ?? values.error;
  if (error) return <StateBlock kind="error" error={error} small />;
  if (!policies.first) return null;
  return (
    <>
      {approved.length > 0 && (
        <section aria-labelledby="approved">
          <Title order={2} id="approved" mt="xl" mb="sm">
            {t("queue.approved.title")}
          </Title>
          <ul className={classes.rows}>
            {approved.map((policy) => (
              <PolicyRow key={policy.id} policy={policy} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="others">
        <Title order={2} id="others" mt="xl" mb="sm">
          {t("queue.others.title")}
        </Title>
        {reviewed.length + proposed.length === 0 && <Text c="dimmed">{t("queue.others.none")}</Text>}
        <ul className={classes.rows}>
          {reviewed.map((policy) => (
            <PolicyRow key={policy.id} policy={policy} />
          ))}
          {proposed.map((one) => (
            <ProposalRow key={one.id} one={one} />
          ))}
        </ul>
      </section>
    </>
  );
}

function PolicyRow({ policy }: { readonly policy: Policy }) {
  const t = useTexts("publishing");
  const approved = policy.openVersionState === APPROVED;
  return (
    <li>
      <Link to={`/policies/${policy.id}/${approved ? "publish" : "review"}`} className={classes.row}>
        <span className={classes.rowTitle}>{policy.title}</span>
        <Text span size="sm" c="dimmed" className={classes.rowWhen}>
          {agoText(policy.updateTime)}
        </Text>
        <StatusBadge tone={approved ? "good" : "waiting"}>
          {t(approved ? "state.approved" : "state.inReview")}
        </StatusBadge>
        <IconChevronRight aria-hidden size={18} className={classes.chevron} />
      </Link>
    </li>
  );
}

function ProposalRow({ one }: { readonly one: PolicyConfiguration }) {
  const t = useTexts("publishing");
  const { data } = useQuery(PolicyService.method.getPolicy, { policyId: one.policyId });
  return (
    <li>
      <Link to={`/policies/${one.policyId}/review?configuration=${one.id}`} className={classes.row}>
        <span className={classes.rowTitle}>
          {data?.policy?.title}
          <Text span size="sm" c="dimmed" display="block" fw={400}>
            {t("queue.others.value", { key: one.key })}
          </Text>
        </span>
        <Text span size="sm" c="dimmed" className={classes.rowWhen}>
          {agoText(one.createTime)}
        </Text>
        <StatusBadge tone="waiting">{t("queue.kind.value")}</StatusBadge>
        <IconChevronRight aria-hidden size={18} className={classes.chevron} />
      </Link>
    </li>
  );
}
