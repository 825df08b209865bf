import { useQuery } from "@connectrpc/connect-query";
import { Group, Progress, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import type { Subscription } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useList } from "../app/list.ts";
import { language, useTexts } from "../app/texts.ts";

/** From here on, a share of the limit is worth a look. */
const NEAR = 0.9;

/** How much of its limits a customer uses. */
export function Usage({
  subscription,
  customerId,
}: {
  readonly subscription: Subscription;
  /** Empty: the reader's own customer. */
  readonly customerId: string;
}) {
  const t = useTexts();
  const employees = useQuery(EmployeeService.method.listEmployees, {
    customerId,
    statuses: [EmployeeStatus.ACTIVE, EmployeeStatus.ON_LEAVE],
    pageSize: 1,
    countTotal: true,
  });
  return (
    <Stack gap="lg">
      <Meter
        title={t("usage.employees")}
        used={employees.data?.totalSize}
        most={subscription.maxEmployees}
        failed={employees.error !== null}
      />
      <Meter
        title={t("usage.policies")}
        {...usePublishedPolicies(customerId)}
        most={subscription.maxPublishedPolicies}
      />
    </Stack>
  );
}

/** Reads the list to its end: nothing counts published policies. */
function usePublishedPolicies(customerId: string): { used: number | undefined; failed: boolean } {
  const list = useList(
    PolicyService.method.listPolicies,
    { customerId, statuses: [PolicyStatus.PUBLISHED], pageSize: 200 },
    (page) => page.policies,
  );
  const { hasMore, readMore } = list;
  useEffect(() => {
    if (hasMore) readMore();
  }, [hasMore, readMore]);
  return { used: list.first && !hasMore ? list.rows.length : undefined, failed: list.error !== null };
}

function Meter({
  title,
  used,
  most,
  failed,
}: {
  readonly title: string;
  readonly used: number | undefined;
  readonly most: number;
  readonly failed: boolean;
}) {
  const t = useTexts();
  const numbers = new Intl.NumberFormat(language());
  const share = used !== undefined && most > 0 ? used / most : 0;
  const words =
    most === 0
      ? t("usage.unlimited", { used: used === undefined ? "…" : numbers.format(used) })
      : t("usage.of", { used: used === undefined ? "…" : numbers.format(used), most: numbers.format(most) });
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={6}>
        <Text fw={600}>{title}</Text>
        <Text style={{ fontVariantNumeric: "tabular-nums" }}>{failed ? t("usage.unknown") : words}</Text>
      </Group>
      {most > 0 && (
        <Progress
          value={Math.min(100, share * 100)}
          color={share >= 1 ? "red" : share >= NEAR ? "orange" : "indigo"}
          aria-label={title}
        />
      )}
      {share >= NEAR && (
        <Text size="sm" mt={4}>
          {t(share >= 1 ? "usage.full" : "usage.near")}
        </Text>
      )}
    </div>
  );
}
