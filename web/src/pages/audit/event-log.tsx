import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Text } from "@mantine/core";
import { useMemo } from "react";
import type { AuditEvent } from "#gen/countersign/audit/v1/audit_event_pb.ts";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { useList } from "../../app/list.ts";
import { useUrlState } from "../../app/navigation.ts";
import { writeSearch } from "../../app/search.ts";
import { useMe } from "../../app/session.tsx";
import { useTexts } from "../../app/texts.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { RefreshButton } from "../../components/refresh-button.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import type { Column } from "../../components/table/column.ts";
import { DataTable } from "../../components/table/data-table.tsx";
import { momentText } from "../../time.ts";
import classes from "./audit.module.css";
import { EventDetails } from "./event-details.tsx";
import { EventFilters, type LogSearch } from "./event-filters.tsx";
import { EventIcon } from "./event-icon.tsx";
import { eventText } from "./event-text.ts";

/** The ledger: everything that happened, newest first, by kind, person, object and day. */
export function EventLog() {
  const t = useTexts("audit");
  const me = useMe();
  const [search, change] = useUrlState();
  const list = useList(AuditService.method.listAuditEvents, requestOf(search), (page) => page.auditEvents);
  const columns = useMemo(
    (): readonly Column<AuditEvent>[] => [
      {
        key: "what",
        header: t("column.what"),
        width: "minmax(16rem, 3fr)",
        onPhone: "title",
        cell: (event) => (
          <span className={classes.what}>
            <EventIcon source={event.source} type={event.type} />
            {eventText(t, event)}
          </span>
        ),
      },
      {
        key: "who",
        header: t("column.who"),
        width: "minmax(9rem, 1.2fr)",
        cell: (event) => <Actor event={event} />,
      },
      {
        key: "when",
        header: t("column.when"),
        width: "13rem",
        cell: (event) => <time>{momentText(event.time)}</time>,
      },
    ],
    [t],
  );
  const commands = useMemo(
    (): readonly Command[] => [
      { id: "audit.mine", label: t("command.mine"), run: () => change({ actor: me.user.id }) },
      { id: "audit.refresh", label: t("refresh"), run: () => void list.refetch() },
    ],
    [t, change, me.user.id, list.refetch],
  );
  useCommands(commands);
  return (
    <>
      <PageHeader title={t("title")} text={t("text")} actions={<RefreshButton list={list} />} />
      <EventFilters search={search} change={change} />
      <DataTable
        label={t("title")}
        columns={columns}
        list={list}
        rowKey={(event) => event.id}
        hrefOf={(event) => `/audit${writeSearch({ ...search, event: event.id })}`}
        height="calc(100dvh - 21rem)"
        empty={<StateBlock kind="empty" title={t("empty.title")} text={t("empty.text")} />}
      />
      {search.event && (
        <EventDetails
          eventId={search.event}
          known={list.rows.find(({ id }) => id === search.event)}
          change={change}
        />
      )}
    </>
  );
}

function Actor({ event }: { readonly event: AuditEvent }) {
  const t = useTexts("audit");
  const { userId = "", service = "", name = "" } = event.actor ?? {};
  if (userId) return name || userId;
  return (
    <Text span size="sm" c="dimmed">
      {t("actor.service", { name: name || service })}
    </Text>
  );
}

/** Days are the reader's own: from the first one's beginning to the last one's end. */
function requestOf(search: LogSearch) {
  const start = midnight(search.from, 0);
  const end = midnight(search.to, 1);
  return {
    pageSize: 100,
    type: search.type ?? "",
    subject: search.subject ?? "",
    actorUserId: search.actor ?? "",
    ...(start ? { startTime: timestampFromDate(start) } : {}),
    ...(end ? { endTime: timestampFromDate(end) } : {}),
  };
}

function midnight(day: string | undefined, later: number): Date | undefined {
  const [year, month, date] = (day ?? "").split("-").map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + later);
}
