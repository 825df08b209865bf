import { useCallback, useEffect, useMemo, useState } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { useList } from "../../app/list.ts";
import { useUrlState } from "../../app/navigation.ts";
import { useMay } from "../../app/session.tsx";
import { useTexts } from "../../app/texts.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import { useSelection } from "../../components/table/selection.ts";
import { BulkBar } from "./bulk/bulk-bar.tsx";
import { BulkDialog } from "./bulk/bulk-dialog.tsx";
import { useColumns } from "./columns.tsx";
import { ExportButton } from "./export-button.tsx";
import { FILTERS, filterOf, listRequestOf } from "./filter.ts";
import { Filters } from "./filters.tsx";
import { useLiveList } from "./use-live-list.ts";
import { useZone } from "./use-zone.ts";
import { ACKNOWLEDGEMENT_MANAGERS } from "./who.ts";

/** Everybody's acknowledgements: who must sign what by when, and who did. */
export function AcknowledgementsPage() {
  const t = useTexts("acknowledgements");
  const [search, change] = useUrlState();
  const zone = useZone();
  const manages = useMay(ACKNOWLEDGEMENT_MANAGERS);
  const request = useMemo(() => listRequestOf(search, zone), [search, zone]);
  const list = useList(
    AcknowledgementService.method.listAcknowledgements,
    request,
    (page) => page.acknowledgements,
  );
  useLiveList();
  const selection = useSelection();
  const { clear } = selection;
  const filter = FILTERS.map((key) => search[key]).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter shows other rows
  useEffect(clear, [filter]);
  const [act, setAct] = useState<"remind" | "cancel" | undefined>(undefined);
  const latest = search.order === "latest";
  const turn = useCallback(() => change({ order: latest ? "" : "latest" }), [change, latest]);
  const columns = useColumns(latest, turn);
  const commands = useMemo(
    (): readonly Command[] => [
      { id: "ack.overdue", label: t("command.overdue"), run: () => change({ overdue: "1", status: "" }) },
      { id: "ack.turn", label: t(latest ? "command.earliest" : "command.latest"), run: turn },
    ],
    [t, change, latest, turn],
  );
  useCommands(commands);
  return (
    <>
      <PageHeader
        title={t("title")}
        text={t("text")}
        actions={<ExportButton filter={filterOf(search, zone)} />}
      />
      <Filters search={search} change={change} />
      {manages && list.rows.length > 0 && (
        <BulkBar key={filter} selection={selection} request={request} onAct={setAct} />
      )}
      <DataTable
        label={t("title")}
        columns={columns}
        list={list}
        rowKey={(one) => one.id}
        hrefOf={(one) => `/acknowledgements/all/${one.id}`}
        {...(manages ? { selection } : {})}
        height="max(20rem, calc(100dvh - 24rem))"
        empty={<StateBlock kind="empty" title={t("empty.title")} text={t("empty.text")} />}
      />
      {act && (
        <BulkDialog
          kind={act}
          ids={selection.keys}
          onClose={(done) => {
            setAct(undefined);
            if (done) clear();
          }}
        />
      )}
    </>
  );
}
