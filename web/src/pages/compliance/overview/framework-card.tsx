import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Group, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge } from "../../../components/status-badge.tsx";
import classes from "../compliance.module.css";
import { AuditBadge, ComplianceBadge } from "../parts/badges.tsx";
import { CoverageBar, SignatureBar } from "../parts/bars.tsx";
import { targetOf } from "../parts/lists.ts";
import { useLive } from "../parts/live.ts";

/** A framework that the company complies with: which requirements have a policy, and how many signatures are in. */
export function FrameworkCard({ read, live }: { readonly read: CustomerCompliance; readonly live: boolean }) {
  const t = useTexts("compliance");
  const compliance = useLive(read, live) ?? read;
  const { data } = useQuery(ComplianceService.method.getFrameworkCoverage, {
    frameworkId: targetOf(read).id,
  });
  const counts = {
    covered: data?.coveredCount ?? 0,
    planned: data?.plannedCount ?? 0,
    gaps: data?.gapCount ?? 0,
  };
  const path = `/compliance/${compliance.id}`;
  return (
    <li className={classes.card}>
      <Group justify="space-between" gap="xs" mb="md">
        <Title order={2}>
          <Link to={path} className={classes.cardTitle}>
            {compliance.title}
          </Link>
        </Title>
        <Group gap="xs">
          {compliance.updatedSinceAudit && <StatusBadge tone="warning">{t("changedSinceAudit")}</StatusBadge>}
          <AuditBadge compliance={compliance} />
          <ComplianceBadge status={compliance.status} />
        </Group>
      </Group>
      <div className={classes.meters}>
        <div>
          <Text size="sm" fw={600} mb={6}>
            {t("card.coverage")}
          </Text>
          <CoverageBar counts={counts} />
        </div>
        <div>
          <Text size="sm" fw={600} mb={6}>
            {t("card.signatures", { count: compliance.policies.length })}
          </Text>
          <SignatureBar
            percentage={compliance.percentage}
            signed={compliance.acknowledgedCount}
            all={compliance.acknowledgedCount + compliance.pendingCount}
          />
        </div>
      </div>
      <div className={classes.foot}>
        {counts.gaps > 0 && (
          <Anchor size="sm" renderRoot={(props) => <Link to={`${path}?gaps=1`} {...props} />}>
            {t("card.gaps", { count: counts.gaps })}
          </Anchor>
        )}
        <Anchor size="sm" renderRoot={(props) => <Link to={`/frameworks/${targetOf(read).id}`} {...props} />}>
          {t("card.requirements", { title: data?.framework?.title ?? compliance.title })}
        </Anchor>
      </div>
    </li>
  );
}
