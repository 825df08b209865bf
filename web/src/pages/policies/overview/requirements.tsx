import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import {
  ComplianceStatus,
  type CustomerCompliance,
} from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useList } from "../../../app/list.ts";
import { useTexts } from "../../../app/texts.ts";
import { ShowMore } from "../../../components/list-parts.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "../policies.module.css";

/** Which requirements a policy serves, and how far each is. */
export function Requirements({ policyId }: { readonly policyId: string }) {
  const t = useTexts("policies");
  const list = useList(
    ComplianceService.method.listCustomerCompliances,
    { policyId, pageSize: 50 },
    (page) => page.customerCompliances,
  );
  return (
    <Section title={t("requirements.title")}>
      {list.error && <StateBlock kind="error" small error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <ListSkeleton rows={2} height={32} />}
      {list.first && list.rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("requirements.none")}{" "}
          <Anchor component={Link} inherit underline="always" to="/compliance">
            {t("requirements.map")}
          </Anchor>
        </Text>
      )}
      {list.rows.length > 0 && (
        <ul className={classes.ruledList}>
          {list.rows.map((one) => (
            <li key={one.id}>
              <Requirement one={one} />
            </li>
          ))}
        </ul>
      )}
      <ShowMore list={list} variant="subtle" size="compact-sm" />
    </Section>
  );
}

function Requirement({ one }: { readonly one: CustomerCompliance }) {
  const t = useTexts("policies");
  const done = one.status === ComplianceStatus.COMPLETED;
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" align="baseline">
      <Anchor component={Link} size="sm" to={`/compliance/${one.id}`}>
        {one.title}
      </Anchor>
      <Text size="sm" c={done ? undefined : "dimmed"} style={{ fontVariantNumeric: "tabular-nums" }}>
        {t("requirements.percent", { percent: one.percentage })}
      </Text>
    </Group>
  );
}
