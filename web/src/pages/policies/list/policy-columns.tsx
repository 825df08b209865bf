import { Group, Text } from "@mantine/core";
import { useMemo } from "react";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { DueDate } from "../../../components/due-date.tsx";
import type { Column } from "../../../components/table/column.ts";
import { UserName } from "../../../components/user-name.tsx";
import { agoText, daysUntil } from "../../../time.ts";
import { PolicyBadges } from "../parts/policy-state.tsx";

/** Reviews farther away than this are given as a day alone. */
const FAR_DAYS = 60;

/** What the list tells of each policy. */
export function usePolicyColumns(): readonly Column<Policy>[] {
  const t = useTexts("policies");
  return useMemo(
    (): readonly Column<Policy>[] => [
      {
        key: "title",
        header: t("list.column.title"),
        width: "minmax(14rem, 4fr)",
        onPhone: "title",
        cell: ({ title }) => (
          <Text inherit fw={500} truncate>
            {title}
          </Text>
        ),
      },
      {
        key: "state",
        header: t("list.column.state"),
        width: "minmax(12.5rem, 1.6fr)",
        cell: (policy) => (
          <Group gap={6}>
            <PolicyBadges policy={policy} />
          </Group>
        ),
      },
      {
        key: "version",
        header: t("list.column.version"),
        width: "5rem",
        align: "end",
        cell: ({ publishedVersion }) => publishedVersion || "–",
      },
      {
        key: "owner",
        header: t("list.column.owner"),
        width: "minmax(8rem, 1.2fr)",
        cell: ({ ownerUserId }) => <UserName userId={ownerUserId} />,
      },
      {
        key: "review",
        header: t("list.column.review"),
        width: "minmax(11.5rem, 1.2fr)",
        cell: ({ reviewDueTime, status }) => (
          <DueDate
            time={reviewDueTime}
            done={
              status === PolicyStatus.ARCHIVED ||
              (reviewDueTime !== undefined && daysUntil(reviewDueTime) > FAR_DAYS)
            }
          />
        ),
      },
      {
        key: "changed",
        header: t("list.column.changed"),
        width: "8.5rem",
        onPhone: "hidden",
        cell: ({ updateTime }) => agoText(updateTime),
      },
    ],
    [t],
  );
}
