import { Text } from "@mantine/core";
import type { AwaitedDecision } from "#gen/countersign/policy/v1/awaited_decision_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { ItemLink } from "../../../components/item-link.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { agoText } from "../../../time.ts";
import { useValueText } from "../review/value-text.ts";
import { awaitedPath } from "./awaited.ts";

/** One matter of the queue: whose it is, since when it waits, and what it is about. */
export function AwaitedItem({ one }: { readonly one: AwaitedDecision }) {
  const t = useTexts("publishing");
  const valueText = useValueText();
  const { policy, subject } = one;
  if (!policy || subject.case === undefined) return null;
  const isVersion = subject.case === "version";
  const authorId = isVersion ? subject.value.submitterUserId : subject.value.proposerUserId;
  const since = isVersion ? subject.value.submitTime : subject.value.createTime;
  const note = isVersion ? subject.value.submitComment || subject.value.changeNote : subject.value.comment;
  const many = one.requiredApprovals > 1;
  return (
    <ItemLink
      to={awaitedPath(one)}
      title={policy.title}
      badge={
        <StatusBadge tone="waiting">{t(isVersion ? "queue.kind.text" : "queue.kind.value")}</StatusBadge>
      }
      stacks
    >
      <Text size="sm">
        {isVersion
          ? t(subject.value.number === 1 ? "queue.firstVersion" : "queue.version", {
              version: subject.value.number,
            })
          : t("queue.value", {
              key: subject.value.key,
              before: valueText(one.currentValue),
              after: valueText(subject.value.value),
            })}
        {many && ` · ${t("approvals", { count: one.approvals, needed: one.requiredApprovals })}`}
      </Text>
      <Text size="sm" c="dimmed">
        <UserName userId={authorId} otherwise={t("colleague")} /> · {agoText(since)}
      </Text>
      {note && (
        <Text size="sm" lineClamp={2} mt={4}>
          “{note}”
        </Text>
      )}
    </ItemLink>
  );
}
