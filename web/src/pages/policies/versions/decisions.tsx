import { timestampMs } from "@bufbuild/protobuf/wkt";
import { Group, Text } from "@mantine/core";
import { ApprovalDecision } from "#gen/countersign/policy/v1/approval_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Quote } from "../../../components/quote.tsx";
import { Section } from "../../../components/section.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { momentText } from "../../../time.ts";
import classes from "./versions.module.css";

/** Who approved or rejected a version, in which round. */
export function Decisions({ version }: { readonly version: PolicyVersion }) {
  const t = useTexts("policies");
  return (
    <Section title={t("decisions.title")}>
      <ul className={classes.decisions}>
        {version.approvals.map((one) => {
          const approved = one.decision === ApprovalDecision.APPROVED;
          return (
            <li key={`${one.round}:${one.userId}:${one.time ? timestampMs(one.time) : ""}`}>
              <Group gap="xs">
                <StatusBadge tone={one.voided ? "neutral" : approved ? "good" : "bad"}>
                  {t(approved ? "decisions.approved" : "decisions.rejected")}
                </StatusBadge>
                <Text span size="sm" fw={600}>
                  <UserName userId={one.userId} />
                </Text>
                <Text span size="sm" c="dimmed">
                  {momentText(one.time)}
                  {" · "}
                  {t("decisions.round", { round: one.round })}
                  {one.voided && ` · ${t("decisions.voided")}`}
                </Text>
              </Group>
              {one.comment && <Quote>{one.comment}</Quote>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
