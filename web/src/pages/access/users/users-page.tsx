import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { PermissionRole, PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { type User, UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useList } from "../../../app/list.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Choice } from "../../../components/choice.tsx";
import { FilterRow } from "../../../components/filters.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { PersonBadge } from "../../../components/person-badge.tsx";
import { SearchField } from "../../../components/search-field.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import type { Column } from "../../../components/table/column.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import { agoText, dayText } from "../../../time.ts";
import { RoleBadges } from "../parts/role-badges.tsx";
import { CUSTOMER_ROLES, useCustomRoles, useInCustomer } from "../parts/roles.ts";
import { USERS_MANAGERS } from "../who.ts";
import { InviteUser } from "./invite-user.tsx";
import { UserStateBadge, useOpenInvitations, userState } from "./user-state.tsx";

const STATUSES = ["ACTIVE", "DEACTIVATED"] as const;

/** Everybody who can sign in: find them, see what they may do, invite others. */
export function UsersPage() {
  const t = useTexts("access");
  const inCustomer = useInCustomer();
  const [search, change] = useUrlState();
  const mayManage = useMay(USERS_MANAGERS);
  const { roles: custom } = useCustomRoles();
  const invitations = useOpenInvitations();
  const list = useList(IdentityService.method.listUsers, requestOf(search), (page) => page.users);
  const columns = useMemo(
    (): readonly Column<User>[] => [
      {
        key: "name",
        header: t("users.column.name"),
        width: "minmax(14rem, 2fr)",
        onPhone: "title",
        cell: (user) => <PersonBadge name={user.displayName} detail={user.email} />,
      },
      {
        key: "roles",
        header: t("users.column.roles"),
        width: "minmax(12rem, 2fr)",
        cell: (user) => <RoleBadges roles={user.roles} customRoleIds={user.customRoleIds} known={custom} />,
      },
      {
        key: "state",
        header: t("users.column.state"),
        width: "9.5rem",
        cell: (user) => <UserStateBadge state={userState(user, invitations.get(user.id))} />,
      },
      {
        key: "ends",
        header: t("users.column.ends"),
        width: "8.5rem",
        onPhone: "hidden",
        cell: (user) => dayText(user.accessEndTime) || "–",
      },
      {
        key: "last",
        header: t("users.column.last"),
        width: "8.5rem",
        cell: (user) => agoText(user.lastSignInTime) || t("users.never"),
      },
    ],
    [t, custom, invitations],
  );
  const commands = useMemo(
    (): readonly Command[] =>
      mayManage ? [{ id: "users.invite", label: t("users.invite"), run: () => change({ invite: "1" }) }] : [],
    [t, mayManage, change],
  );
  useCommands(commands);
  return (
    <>
      <PageHeader
        title={t(inCustomer ? "users.title" : "operators.title")}
        text={t(inCustomer ? "users.text" : "operators.text")}
        actions={
          mayManage && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ invite: "1" })}>
              {t(inCustomer ? "users.invite" : "operators.invite")}
            </Button>
          )
        }
      />
      <FilterRow least="12rem" maw="48rem">
        <SearchField
          label={t("search")}
          placeholder={t("users.searchHint")}
          value={search.q ?? ""}
          onChange={(q) => change({ q })}
        />
        {inCustomer && (
          <Choice
            label={t("users.column.roles")}
            value={search.role ?? search.customRole}
            data={[
              ...CUSTOMER_ROLES.map((role) => enumName(PermissionRoleSchema, role)).map((name) => ({
                value: name,
                label: t(`role.${name}`),
              })),
              ...custom.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(role) =>
              change(
                role?.startsWith("crl_")
                  ? { role: "", customRole: role }
                  : { role: role ?? "", customRole: "" },
              )
            }
          />
        )}
        <Choice
          label={t("users.column.state")}
          value={search.status}
          data={STATUSES.map((status) => ({ value: status, label: t(`users.status.${status}`) }))}
          onChange={(status) => change({ status })}
        />
      </FilterRow>
      <DataTable
        label={t(inCustomer ? "users.title" : "operators.title")}
        columns={columns}
        list={list}
        rowKey={(user) => user.id}
        hrefOf={(user) => `/access/users/${user.id}`}
        empty={<StateBlock kind="empty" title={t("users.empty")} text={t("users.emptyText")} />}
      />
      {search.invite && mayManage && <InviteUser onClose={() => change({ invite: "" })} />}
    </>
  );
}

function requestOf(search: Readonly<Record<string, string | undefined>>) {
  const role = search.role ? PermissionRole[search.role as keyof typeof PermissionRole] : undefined;
  const status = search.status ? UserStatus[search.status as keyof typeof UserStatus] : undefined;
  return {
    pageSize: 100,
    query: search.q ?? "",
    customRoleId: search.customRole ?? "",
    ...(role ? { role } : {}),
    ...(status ? { status } : {}),
  };
}
