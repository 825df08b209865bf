import { useQuery } from "@connectrpc/connect-query";
import { Text } from "@mantine/core";
import {
  IconArrowsExchange,
  IconBeach,
  IconCircleCheck,
  IconEye,
  IconFileText,
  IconPencil,
  IconUserPlus,
  IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { StateBlock } from "../../../components/state-block.tsx";
import { dayAfter, useDueDays } from "./due-days.ts";
import type { Preparation } from "./publication.ts";
import classes from "./publish.module.css";

interface Line {
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  readonly text: string;
  readonly detail?: string;
}

/** What a publication does, line by line: who is asked, what stays, what is replaced. */
export function Plan({
  policy,
  preparation: { draft, isFirst, audienceChanges },
}: {
  readonly policy: Policy;
  readonly preparation: Preparation;
}) {
  const t = useTexts("publishing");
  const { audience, days, required, material } = draft.value;
  const { usual, timeZone } = useDueDays(policy.rules);
  const preview = useQuery(EmployeeService.method.previewAudience, { audience, sampleSize: 1 });
  const summary = useQuery(
    AcknowledgementService.method.getAcknowledgementSummary,
    { policyIds: [policy.id] },
    { enabled: !isFirst },
  );
  const error = preview.error ?? summary.error;
  if (error) return <StateBlock kind="error" error={error} small />;
  if (!preview.data || (!isFirst && !summary.data))
    return <Text c="dimmed">{t("publish.plan.counting")}</Text>;
  const now = summary.data?.total;
  const time = days || usual || 0;
  const lines: Line[] = [];
  if (!required) lines.push({ icon: IconEye, text: t("publish.plan.information") });
  else if (isFirst || material) {
    lines.push({
      icon: IconPencil,
      text: t("publish.plan.asked", { count: preview.data.matchedCount }),
      ...(timeZone
        ? { detail: t("publish.plan.askedDue", { day: dayAfter(time, timeZone, new Date()) }) }
        : {}),
    });
    const { onLeaveCount: count } = preview.data;
    if (count > 0) lines.push({ icon: IconBeach, text: t("publish.plan.onLeave", { count }) });
    if (now && now.acknowledged > 0)
      lines.push({ icon: IconFileText, text: t("publish.plan.again", { count: now.acknowledged }) });
    if (now && now.pending > 0)
      lines.push({ icon: IconArrowsExchange, text: t("publish.plan.replaced", { count: now.pending }) });
  } else if (now) {
    lines.push({ icon: IconCircleCheck, text: t("publish.plan.kept", { count: now.acknowledged }) });
    lines.push({ icon: IconArrowsExchange, text: t("publish.plan.moved", { count: now.pending }) });
    lines.push({ icon: IconUserPlus, text: t("publish.plan.newcomers", { days: time }) });
  }
  if (audienceChanges && !isFirst) lines.push({ icon: IconUsers, text: t("publish.plan.audience") });
  return (
    <ul className={classes.plan}>
      {lines.map(({ icon: Icon, text, detail }) => (
        <li key={text}>
          <Icon size={20} aria-hidden />
          <span>
            {text}
            {detail && ` ${detail}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
