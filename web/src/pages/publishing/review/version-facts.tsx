import { useQuery } from "@connectrpc/connect-query";
import { Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { type Approval, ApprovalDecision } from "#gen/countersign/policy/v1/approval_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { AudienceText } from "../../../components/audience/audience-text.tsx";
import { Fact, Facts } from "../../../components/facts.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { agoText } from "../../../time.ts";
import { useDueDays } from "../publish/due-days.ts";
import classes from "../publishing.module.css";
import { countingApprovals, neededApprovals, roleOf } from "./standing.ts";

/** What there is to know before one decides: for whom it is, how long they have, and who decides. */
export function VersionFacts({
  policy,
  version,
}: {
  readonly policy: Policy;
  readonly version: PolicyVersion;
}) {
  const t = useTexts("publishing");
  const audience = useQuery(
    EmployeeService.method.previewAudience,
    { ...(policy.audience ? { audience: policy.audience } : {}), sampleSize: 1 },
    { retry: false },
  );
  const { days } = useDueDays(policy.rules);
  const rule = version.approvalRule ?? policy.approvalRule;
  const named = rule?.approverUserIds ?? [];
  const needed = neededApprovals(version, policy);
  const counting = countingApprovals(version).length;
  return (
    <section className={classes.card} aria-labelledby="facts">
      <Title order={2} id="facts" mb="sm">
        {t("facts.title")}
      </Title>
      <Facts cols={1}>
        <Fact name={t("facts.audience")}>
          <AudienceText audience={policy.audience} />
          {audience.data && (
            <Text size="sm" c="dimmed">
              {t("facts.people", { count: audience.data.matchedCount })}
              {audience.data.onLeaveCount > 0 &&
                ` · ${t("facts.onLeave", { count: audience.data.onLeaveCount })}`}
            </Text>
          )}
        </Fact>
        <Fact name={t("facts.due")}>
          {policy.rules?.required === false ? t("facts.noSignature") : days && t("days", { count: days })}
        </Fact>
        <Fact name={t("facts.author")}>
          <UserName userId={version.authorUserId} otherwise={t("colleague")} />
          {version.editorUserIds.map((userId) => (
            <span key={userId}>
              , <UserName userId={userId} otherwise={t("colleague")} />
            </span>
          ))}
        </Fact>
        <Fact name={t("facts.asked")}>
          {named.length === 0
            ? t("facts.role", { role: t(`role.${enumName(PermissionRoleSchema, roleOf(rule))}`) })
            : named.map((userId, i) => (
                <span key={userId}>
                  {i > 0 && ", "}
                  <UserName userId={userId} otherwise={t("colleague")} />
                </span>
              ))}
        </Fact>
        <Fact name={t("facts.approvals")}>{t("approvals", { count: counting, needed })}</Fact>
      </Facts>
      {version.approvals.length > 0 && (
        <Stack gap="sm" mt="md">
          <Title order={3}>{t("facts.decisions")}</Title>
          {version.approvals.toReversed().map((one) => (
            <Decision key={`${one.userId} ${one.round}`} one={one} />
          ))}
        </Stack>
      )}
    </section>
  );
}

function Decision({ one }: { readonly one: Approval }) {
  const t = useTexts("publishing");
  const approved = one.decision === ApprovalDecision.APPROVED;
  const Icon = approved ? IconCircleCheck : IconCircleX;
  return (
    <div>
      <Text size="sm" component="div" c={one.voided ? "dimmed" : undefined}>
        <Icon
          size={16}
          aria-hidden
          className={approved ? classes.added : classes.removed}
          style={{ verticalAlign: "-3px", marginInlineEnd: 6 }}
        />
        <UserName userId={one.userId} otherwise={t("colleague")} />{" "}
        {t(approved ? "facts.approved" : "facts.rejected", { time: agoText(one.time) })}
        {one.voided && ` · ${t("facts.voided")}`}
      </Text>
      {one.comment && (
        <Text size="sm" className={classes.said}>
          {one.comment}
        </Text>
      )}
    </div>
  );
}
