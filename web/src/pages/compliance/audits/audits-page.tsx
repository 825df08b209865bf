import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { type Audit, AuditState } from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useList } from "../../../app/list.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { writeSearch } from "../../../app/search.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import type { Column } from "../../../components/table/column.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import { momentText } from "../../../time.ts";
import { useCompliances } from "../parts/lists.ts";
import { COMPLIANCE_MANAGERS } from "../who.ts";
import { AuditDetails } from "./audit-details.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditStateBadge } from "./audit-state.tsx";
import { auditsRequest } from "./audits-request.ts";
import { ScheduleAudit } from "./schedule-audit.tsx";

/** Audits: planned ones and results. */
export function AuditsPage() {
  const t = useTexts("compliance");
  const [search, change] = useUrlState();
  const mayManage = useMay(COMPLIANCE_MANAGERS);
  const compliances = useCompliances();
  const list = useList(ComplianceService.method.listAudits, auditsRequest(search), (page) => page.audits);
  const titles = useMemo(
    () => new Map(compliances.rows.map(({ id, title }) => [id, title])),
    [compliances.rows],
  );
  const columns = useMemo(
    (): readonly Column<Audit>[] => [
      {
        key: "what",
        header: t("audits.column.what"),
        width: "minmax(12rem, 2fr)",
        onPhone: "title",
        cell: ({ customerComplianceId: id }) => titles.get(id) ?? "…",
      },
      {
        key: "day",
        header: t("audits.column.day"),
        width: "12rem",
        cell: ({ scheduledTime, completeTime }) => momentText(completeTime ?? scheduledTime),
      },
      {
        key: "auditor",
        header: t("audits.column.auditor"),
        width: "minmax(10rem, 1.5fr)",
        cell: ({ auditor }) => auditor,
      },
      {
        key: "state",
        header: t("audits.column.state"),
        width: "8rem",
        cell: (audit) => <AuditStateBadge audit={audit} />,
      },
      {
        key: "percent",
        header: t("audits.column.percent"),
        width: "9rem",
        align: "end",
        cell: ({ state, percentage }) =>
          state === AuditState.COMPLETED ? t("percent", { percent: percentage }) : "–",
      },
    ],
    [t, titles],
  );
  const commands = useMemo(
    (): readonly Command[] =>
      mayManage
        ? [{ id: "audits.schedule", label: t("audits.schedule"), run: () => change({ plan: "1" }) }]
        : [],
    [t, mayManage, change],
  );
  useCommands(commands);
  const schedule = mayManage && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ plan: "1" })}>
      {t("audits.schedule")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("audits.title")} text={t("audits.text")} actions={schedule} />
      <AuditFilters search={search} change={change} compliances={compliances.rows} />
      <DataTable
        label={t("audits.title")}
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        hrefOf={({ id }) => `/audits${writeSearch({ ...search, audit: id })}`}
        height="calc(100dvh - 21rem)"
        empty={<StateBlock kind="empty" title={t("audits.empty")} text={t("audits.emptyText")} />}
      />
      {search.audit && (
        <AuditDetails
          auditId={search.audit}
          titles={titles}
          mayManage={mayManage}
          onClose={() => change({ audit: "" })}
        />
      )}
      {search.plan && mayManage && compliances.ready && (
        <ScheduleAudit
          compliances={compliances.rows}
          first={search.of ?? ""}
          onClose={() => change({ plan: "" })}
        />
      )}
    </>
  );
}
