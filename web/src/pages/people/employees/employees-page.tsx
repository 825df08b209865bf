import { Button } from "@mantine/core";
import { IconFileImport, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useList } from "../../../app/list.ts";
import { useGo, useUrlState } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { type Texts, useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { PersonBadge } from "../../../components/person-badge.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import type { Column } from "../../../components/table/column.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import { useSelection } from "../../../components/table/selection.ts";
import { plainDayText } from "../plain-day.ts";
import { PEOPLE_MANAGERS } from "../who.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { EmployeeFilters, requestOf } from "./employee-filters.tsx";
import { EmployeeStatusBadge } from "./employee-status.tsx";
import { NewEmployee } from "./new-employee.tsx";

/** Everybody who works for the customer: find them, add others, put many into a group. */
export function EmployeesPage() {
  const t = useTexts("people");
  const go = useGo();
  const [search, change] = useUrlState();
  const mayManage = useMay(PEOPLE_MANAGERS);
  const request = requestOf(search);
  const list = useList(EmployeeService.method.listEmployees, request, (page) => page.employees);
  const selection = useSelection();
  const filter = JSON.stringify(request);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen under another filter is out of sight
  useEffect(() => selection.clear(), [filter]);
  const columns = useMemo(() => columnsOf(t), [t]);
  const commands = useMemo(
    (): readonly Command[] =>
      mayManage
        ? [
            { id: "people.new", label: t("new.title"), run: () => change({ new: "1" }) },
            { id: "people.import", label: t("import.title"), run: () => go("/employees/import") },
          ]
        : [],
    [t, mayManage, change, go],
  );
  useCommands(commands);
  const filtered = ["q", "department", "role", "location", "group", "status"].some((key) => search[key]);
  return (
    <>
      <PageHeader
        title={t("list.title")}
        text={t(filtered ? "list.found" : "list.count", { count: list.first?.totalSize ?? 0 })}
        actions={
          mayManage && (
            <>
              <Button
                variant="default"
                leftSection={<IconFileImport size={16} aria-hidden />}
                renderRoot={(props) => <Link to="/employees/import" {...props} />}
              >
                {t("import.title")}
              </Button>
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ new: "1" })}>
                {t("new.title")}
              </Button>
            </>
          )
        }
      />
      <EmployeeFilters search={search} change={change} />
      {mayManage && <BulkBar selection={selection} />}
      <DataTable
        label={t("list.title")}
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        hrefOf={({ id }) => `/employees/${id}`}
        {...(mayManage ? { selection } : {})}
        empty={
          <StateBlock
            kind="empty"
            title={t(filtered ? "list.noneFound" : "list.empty")}
            text={t(filtered ? "list.noneFoundText" : "list.emptyText")}
          />
        }
      />
      {search.new && mayManage && <NewEmployee onClose={() => change({ new: "" })} />}
    </>
  );
}

const columnsOf = (t: Texts): readonly Column<Employee>[] => [
  {
    key: "name",
    header: t("field.name"),
    width: "minmax(17rem, 2fr)",
    onPhone: "title",
    cell: ({ name, email }) => <PersonBadge name={name} detail={email} />,
  },
  {
    key: "department",
    header: t("field.department"),
    width: "minmax(8rem, 1.2fr)",
    cell: ({ department }) => department || "–",
  },
  {
    key: "role",
    header: t("field.role"),
    width: "minmax(9rem, 1.3fr)",
    cell: ({ roles }) => roles.join(", ") || "–",
  },
  {
    key: "location",
    header: t("field.location"),
    width: "minmax(7rem, 1fr)",
    onPhone: "hidden",
    cell: ({ location }) => location || "–",
  },
  {
    key: "status",
    header: t("field.status"),
    width: "9.5rem",
    cell: ({ status }) => <EmployeeStatusBadge status={status} />,
  },
  {
    key: "joined",
    header: t("field.joined"),
    width: "7.5rem",
    align: "end",
    onPhone: "hidden",
    cell: ({ joinDate }) => plainDayText(joinDate),
  },
];
