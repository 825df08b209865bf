import { Anchor, Drawer, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { type Audit, AuditState } from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";
import { useList } from "../../../app/list.ts";
import { useTexts } from "../../../app/texts.ts";
import { Fact, Facts } from "../../../components/facts.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { momentText } from "../../../time.ts";
import classes from "../compliance.module.css";
import { AuditStateBadge } from "./audit-state.tsx";
import { CompleteAudit } from "./complete-audit.tsx";

/** One audit: all about it, and recording its result. */
export function AuditDetails({
  auditId,
  titles,
  mayManage,
  onClose,
}: {
  readonly auditId: string;
  /** Titles of what is tracked, by id. */
  readonly titles: ReadonlyMap<string, string>;
  readonly mayManage: boolean;
  readonly onClose: () => void;
}) {
  const t = useTexts("compliance");
  const { audit, looking } = useAudit(auditId);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={audit ? (titles.get(audit.customerComplianceId) ?? t("audits.title")) : t("audits.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {audit ? (
        <Stack gap="lg">
          <Group>
            <AuditStateBadge audit={audit} />
          </Group>
          <Facts>
            <Fact name={t("audit.planned")}>{momentText(audit.scheduledTime)}</Fact>
            <Fact name={t("audit.auditor")}>{audit.auditor}</Fact>
            {audit.state === AuditState.COMPLETED && (
              <>
                <Fact name={t("audit.done")}>{momentText(audit.completeTime)}</Fact>
                <Fact name={t("audit.percent")}>{t("percent", { percent: audit.percentage })}</Fact>
              </>
            )}
          </Facts>
          {audit.notes !== "" && (
            <div>
              <Text size="sm" c="dimmed">
                {t("audit.notes")}
              </Text>
              <Text className={classes.preline}>{audit.notes}</Text>
            </div>
          )}
          <Anchor
            renderRoot={(props) => <Link to={`/compliance/${audit.customerComplianceId}`} {...props} />}
          >
            {t("audit.progress")}
          </Anchor>
          {mayManage && audit.state === AuditState.SCHEDULED && <CompleteAudit audit={audit} />}
        </Stack>
      ) : (
        <StateBlock kind={looking ? "loading" : "empty"} title={t("audit.missing")} small />
      )}
    </Drawer>
  );
}

/** An audit, looked for in the list of all: no call gives a single one. */
function useAudit(auditId: string): { readonly audit: Audit | undefined; readonly looking: boolean } {
  const list = useList(ComplianceService.method.listAudits, { pageSize: 200 }, (page) => page.audits);
  const audit = list.rows.find(({ id }) => id === auditId);
  const { hasMore, readMore } = list;
  const wanted = !audit && hasMore;
  useEffect(() => {
    if (wanted) readMore();
  }, [wanted, readMore]);
  return { audit, looking: list.isPending || wanted };
}
