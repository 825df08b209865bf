import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useList } from "../../../app/list.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { language, type Texts, useTexts } from "../../../app/texts.ts";
import { FilterRow } from "../../../components/filters.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { SearchField } from "../../../components/search-field.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import type { Column } from "../../../components/table/column.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import { agoText } from "../../../time.ts";
import { PEOPLE_MANAGERS } from "../who.ts";
import { NewGroup } from "./new-group.tsx";

/** The customer's groups: find one, make another. */
export function GroupsPage() {
  const t = useTexts("people");
  const [search, change] = useUrlState();
  const mayManage = useMay(PEOPLE_MANAGERS);
  const list = useList(
    EmployeeService.method.listGroups,
    { query: search.q ?? "", pageSize: 100 },
    (page) => page.groups,
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  const commands = useMemo(
    (): readonly Command[] =>
      mayManage ? [{ id: "groups.new", label: t("groups.new"), run: () => change({ new: "1" }) }] : [],
    [t, mayManage, change],
  );
  useCommands(commands);
  return (
    <>
      <PageHeader
        title={t("groups.title")}
        text={t("groups.text")}
        actions={
          mayManage && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ new: "1" })}>
              {t("groups.new")}
            </Button>
          )
        }
      />
      <FilterRow least="9rem" maw="22rem">
        <SearchField label={t("groups.search")} value={search.q ?? ""} onChange={(q) => change({ q })} />
      </FilterRow>
      <DataTable
        label={t("groups.title")}
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        hrefOf={({ id }) => `/groups/${id}`}
        empty={
          search.q ? (
            <StateBlock kind="empty" title={t("groups.noneFound")} />
          ) : (
            <StateBlock kind="empty" title={t("groups.empty")} text={t("groups.emptyText")} />
          )
        }
      />
      {search.new && mayManage && <NewGroup onClose={() => change({ new: "" })} />}
    </>
  );
}

const columnsOf = (t: Texts): readonly Column<Group>[] => [
  {
    key: "name",
    header: t("groups.name"),
    width: "minmax(12rem, 1.2fr)",
    onPhone: "title",
    cell: ({ name }) => <strong>{name}</strong>,
  },
  {
    key: "description",
    header: t("groups.description"),
    width: "minmax(14rem, 2fr)",
    cell: ({ description }) => description || "–",
  },
  {
    key: "source",
    header: t("groups.source"),
    width: "11rem",
    cell: ({ externalId }) =>
      externalId === "" ? t("groups.here") : <StatusBadge tone="active">{t("groups.elsewhere")}</StatusBadge>,
  },
  {
    key: "members",
    header: t("groups.members"),
    width: "7rem",
    align: "end",
    cell: ({ memberCount }) => new Intl.NumberFormat(language()).format(memberCount),
  },
  {
    key: "changed",
    header: t("groups.changed"),
    width: "9rem",
    align: "end",
    onPhone: "hidden",
    cell: ({ updateTime }) => agoText(updateTime),
  },
];
