import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import {
  AuditStatus,
  AuditStatusSchema,
  type CustomerCompliance,
} from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Section } from "../../../components/section.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useUserName } from "../../../components/user-name.tsx";
import { agoText, dayText } from "../../../time.ts";
import { USERS_READERS } from "../../access/who.ts";
import classes from "../compliance.module.css";
import { SignatureBar } from "../parts/bars.tsx";
import { COMPLIANCE_MANAGERS } from "../who.ts";

/** Signatures, who answers for it, and the audit. */
export function Progress({
  compliance,
  description,
}: {
  readonly compliance: CustomerCompliance;
  /** What the requirement demands; "" for a framework. */
  readonly description: string;
}) {
  const t = useTexts("compliance");
  const mayManage = useMay(COMPLIANCE_MANAGERS);
  const owner = useUserName(useMay(USERS_READERS) ? compliance.ownerUserId : "", "");
  const { auditStatus, auditTime, acknowledgedCount, pendingCount, percentage, note } = compliance;
  return (
    <Section title={t("progress.title")} text={t("progress.text")}>
      <SignatureBar
        percentage={percentage}
        signed={acknowledgedCount}
        all={acknowledgedCount + pendingCount}
      />
      <Facts cols={3}>
        {owner !== "" && <Fact name={t("owner")}>{owner}</Fact>}
        <Fact name={t("progress.audit")}>
          {t(`auditStatus.${enumName(AuditStatusSchema, auditStatus)}`, { day: dayText(auditTime) })}{" "}
          <Anchor size="sm" renderRoot={(props) => <Link to={`/audits?of=${compliance.id}`} {...props} />}>
            {t("progress.audits")}
          </Anchor>
          {mayManage && auditStatus !== AuditStatus.SCHEDULED && (
            <>
              {" · "}
              <Anchor
                size="sm"
                renderRoot={(props) => <Link to={`/audits?of=${compliance.id}&plan=1`} {...props} />}
              >
                {t("schedule.open")}
              </Anchor>
            </>
          )}
          {compliance.updatedSinceAudit && (
            <div>
              <StatusBadge tone="warning">{t("changedSinceAudit")}</StatusBadge>
            </div>
          )}
        </Fact>
        <Fact name={t("progress.changed")}>{agoText(compliance.updateTime)}</Fact>
      </Facts>
      {description !== "" && <Text className={classes.preline}>{description}</Text>}
      {note !== "" && (
        <div>
          <Text size="sm" c="dimmed">
            {t("note")}
          </Text>
          <Text className={classes.preline}>{note}</Text>
        </div>
      )}
    </Section>
  );
}
