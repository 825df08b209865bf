import { Button, Text } from "@mantine/core";
import { IconUserMinus, IconUsersPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useList } from "../../../app/list.ts";
import { type Texts, useTexts } from "../../../app/texts.ts";
import { PersonBadge } from "../../../components/person-badge.tsx";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import type { Column } from "../../../components/table/column.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import { useSelection } from "../../../components/table/selection.ts";
import { undoable } from "../../../components/undo.ts";
import { EmployeeStatusBadge } from "../employees/employee-status.tsx";
import classes from "../people.module.css";
import { AddMembers } from "./add-members.tsx";

/** So many may leave a group with one call. */
const MOST = 1_000;

/** Who belongs to a group; others can be taken in, and members out, which can be undone for a moment. */
export function Members({ group, readOnly }: { readonly group: Group; readonly readOnly: boolean }) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const selection = useSelection();
  const list = useList(
    EmployeeService.method.listGroupMembers,
    { groupId: group.id, pageSize: 100 },
    (page) => page.employees,
  );
  const rows = useMemo(() => list.rows.filter(({ id }) => !leaving.has(id)), [list.rows, leaving]);
  const columns = useMemo(() => columnsOf(t), [t]);
  const takeOut = (): void => {
    const employeeIds = selection.keys.slice(0, MOST);
    undoable({
      text: t("group.removed", { count: employeeIds.length }),
      apply: () => {
        setLeaving((before) => new Set([...before, ...employeeIds]));
        selection.clear();
      },
      rollback: () => setLeaving((before) => new Set([...before].filter((id) => !employeeIds.includes(id)))),
      commit: async () => {
        await client.removeGroupMembers({ groupId: group.id, employeeIds, requestId: newRequestId() });
        await fresh(EmployeeService);
        setLeaving((before) => new Set([...before].filter((id) => !employeeIds.includes(id))));
      },
    });
  };
  return (
    <Section
      title={t("group.members")}
      actions={
        !readOnly && (
          <Button
            variant="default"
            leftSection={<IconUsersPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t("group.add")}
          </Button>
        )
      }
    >
      {!readOnly && rows.length > 0 && (
        <div className={classes.bulk} style={{ marginBottom: 0 }}>
          {selection.size === 0 ? (
            <Text size="sm" c="dimmed">
              {t("group.removeHint")}
            </Text>
          ) : (
            <Button
              size="xs"
              variant="default"
              c="var(--mantine-color-error)"
              leftSection={<IconUserMinus size={16} aria-hidden />}
              onClick={takeOut}
            >
              {t("group.remove")}
            </Button>
          )}
        </div>
      )}
      <DataTable
        label={t("group.members")}
        columns={columns}
        list={{ ...list, rows }}
        rowKey={({ id }) => id}
        hrefOf={({ id }) => `/employees/${id}`}
        height="32rem"
        {...(readOnly ? {} : { selection })}
        empty={
          <StateBlock
            small
            kind="empty"
            title={t("group.noMembers")}
            {...(readOnly ? {} : { text: t("group.noMembersText") })}
          />
        }
      />
      {adding && <AddMembers group={group} onClose={() => setAdding(false)} />}
    </Section>
  );
}

const columnsOf = (t: Texts): readonly Column<Employee>[] => [
  {
    key: "name",
    header: t("field.name"),
    width: "minmax(16rem, 2fr)",
    onPhone: "title",
    cell: ({ name, email }) => <PersonBadge name={name} detail={email} />,
  },
  { key: "department", header: t("field.department"), cell: ({ department }) => department || "–" },
  {
    key: "role",
    header: t("field.role"),
    width: "minmax(9rem, 1.3fr)",
    onPhone: "hidden",
    cell: ({ roles }) => roles.join(", ") || "–",
  },
  {
    key: "status",
    header: t("field.status"),
    width: "8rem",
    cell: ({ status }) => <EmployeeStatusBadge status={status} />,
  },
];
