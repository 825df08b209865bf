import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import {
  type Acknowledgement,
  AcknowledgementStatus,
  AcknowledgementTypeSchema,
  CancelReasonSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { opens } from "../../../app/where.ts";
import { DueDate } from "../../../components/due-date.tsx";
import { Fact, Facts } from "../../../components/facts.tsx";
import { dueDayText, momentText } from "../../../time.ts";

/** What there is to know about one obligation. */
export function About({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("acknowledgements");
  const pending = one.status === AcknowledgementStatus.PENDING;
  return (
    <Facts>
      <Fact name={t("one.person")}>
        <LinkIf to={`/employees/${one.employeeId}`}>{one.employeeName}</LinkIf>
        {one.department && ` · ${one.department}`}
        <br />
        {one.employeeEmail}
      </Fact>
      <Fact name={t("one.policy")}>
        <LinkIf to={`/policies/${one.policyId}`}>{one.policyTitle}</LinkIf>
        {" · "}
        {t("version", { version: one.version })}
      </Fact>
      <Fact name={t("one.why")}>{t(`why.${enumName(AcknowledgementTypeSchema, one.type)}`)}</Fact>
      <Fact name={t("one.due")}>
        <DueDate time={one.dueTime} paused={one.paused} done={!pending} />
      </Fact>
      <Fact name={t("one.asked")}>{momentText(one.createTime)}</Fact>
      <Fact name={t("one.opened")}>{one.openTime ? momentText(one.openTime) : t("one.notOpened")}</Fact>
      <Fact name={t("one.reminders")}>{one.reminderCount}</Fact>
      {one.renewalDueTime && <Fact name={t("one.renewal")}>{dueDayText(one.renewalDueTime)}</Fact>}
      {one.status === AcknowledgementStatus.CANCELLED && (
        <Fact name={t("one.cancelled")}>
          {momentText(one.cancelTime)}
          {" · "}
          {t(`cancelReason.${enumName(CancelReasonSchema, one.cancelReason)}`)}
        </Fact>
      )}
    </Facts>
  );
}

/** A link for those who may go there, else the words alone. */
function LinkIf({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const me = useMe();
  return opens(me, to) ? (
    <Anchor renderRoot={(props) => <Link to={to} {...props} />}>{children}</Anchor>
  ) : (
    children
  );
}
