import { Anchor, Group, Progress, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useList } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import { Section } from "../../components/section.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { shareText } from "../../numbers.ts";
import classes from "./home.module.css";

const MOST = 6;

/** How far each framework is, in a line. */
export function Frameworks() {
  const t = useTexts("home");
  const list = useList(
    ComplianceService.method.listCustomerCompliances,
    { pageSize: 200 },
    (page) => page.customerCompliances,
  );
  const frameworks = list.rows.filter(({ target }) => target.case === "frameworkId");
  return (
    <Section
      title={t("frameworks.title")}
      actions={
        <Anchor size="sm" renderRoot={(props) => <Link to="/compliance" {...props} />}>
          {t("frameworks.all")}
        </Anchor>
      }
    >
      {list.isPending && <StateBlock kind="loading" small />}
      {list.error && <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} small />}
      {list.first && frameworks.length === 0 && <Text>{t("frameworks.none")}</Text>}
      {frameworks.length > 0 && (
        <ul className={classes.frameworks}>
          {frameworks.slice(0, MOST).map((one) => (
            <Framework key={one.id} one={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Framework({ one }: { readonly one: CustomerCompliance }) {
  const t = useTexts("home");
  const asked = one.acknowledgedCount + one.pendingCount;
  return (
    <li>
      <Group justify="space-between" gap="xs" mb={4} wrap="nowrap" align="baseline">
        <Anchor renderRoot={(props) => <Link to={`/compliance/${one.id}`} {...props} />}>{one.title}</Anchor>
        <Text size="sm" style={{ fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}>
          {t("frameworks.share", { share: shareText(one.acknowledgedCount, asked) })}
        </Text>
      </Group>
      <Progress
        value={one.percentage}
        color={one.percentage === 100 ? "teal" : undefined}
        aria-label={one.title}
      />
    </li>
  );
}
