import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { PolicyConfiguration } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { type Me, useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Quote } from "../../../components/quote.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { agoText } from "../../../time.ts";
import { valueText } from "../parts/configuration-value.ts";
import classes from "../policies.module.css";
import { POLICY_APPROVERS } from "../who.ts";
import { ApproveValue } from "./approve-value.tsx";
import { RejectValue } from "./reject-value.tsx";

/** A proposed value, and the buttons of those who decide on it, or who proposed it. */
export function PendingValue({
  policy,
  pending,
}: {
  readonly policy: Policy;
  readonly pending: PolicyConfiguration;
}) {
  const t = useTexts("policies");
  const me = useMe();
  const mayDecide = useMay(POLICY_APPROVERS);
  const [asking, setAsking] = useState<"approve" | "reject" | undefined>(undefined);
  const own = pending.proposerUserId === me.user.id;
  const decides = mayDecide && !own && isApprover(me, policy);
  const close = (): void => setAsking(undefined);
  return (
    <div className={classes.nextStep}>
      <Stack gap={4} className={classes.nextText}>
        <Group gap="xs">
          <StatusBadge tone="waiting">{t("values.pending")}</StatusBadge>
          <Text span fw={650} style={{ overflowWrap: "anywhere" }}>
            {valueText(pending.value)}
          </Text>
        </Group>
        <Text size="sm" c="dimmed">
          {t("values.proposedBy")} <UserName userId={pending.proposerUserId} />
          {" · "}
          {agoText(pending.createTime)}
        </Text>
        {pending.comment && <Quote>{pending.comment}</Quote>}
        {own && (
          <Text size="sm" c="dimmed">
            {t("values.own")}
          </Text>
        )}
      </Stack>
      {(decides || own) && (
        <Group gap="xs">
          <Button variant="default" onClick={() => setAsking("reject")}>
            {t(own ? "values.withdraw" : "values.reject")}
          </Button>
          {decides && <Button onClick={() => setAsking("approve")}>{t("values.approve")}</Button>}
        </Group>
      )}
      {asking === "approve" && <ApproveValue pending={pending} onClose={close} />}
      {asking === "reject" && <RejectValue pending={pending} own={own} onClose={close} />}
    </div>
  );
}

/** Whether the policy's rule lets somebody decide. */
function isApprover({ user, roles }: Me, { approvalRule }: Policy): boolean {
  const named = approvalRule?.approverUserIds ?? [];
  return named.length > 0
    ? named.includes(user.id)
    : approvalRule !== undefined && roles.has(approvalRule.approverRole);
}
