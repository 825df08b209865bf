import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Stack } from "@mantine/core";
import { IconLock, IconPlugConnected } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useParam } from "../../../app/navigation.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { opens } from "../../../app/where.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { PEOPLE_MANAGERS } from "../who.ts";
import { DeleteGroup } from "./delete-group.tsx";
import { GroupForm } from "./group-form.tsx";
import { Members } from "./members.tsx";

/** One group: what it is for, and who belongs to it. */
export function GroupPage() {
  const t = useTexts("people");
  const groupId = useParam("groupId");
  const query = useQuery(EmployeeService.method.getGroup, { groupId });
  const group = query.data?.group;
  if (group && !query.error) return <Known group={group} refetch={query.refetch} />;
  if (query.error && isReason(query.error, "GROUP_NOT_FOUND"))
    return <StateBlock page kind="not-found" text={t("reason.GROUP_NOT_FOUND")} />;
  if (query.error)
    return <StateBlock page kind="error" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.fetchStatus === "paused") return <StateBlock page kind="offline" />;
  return (
    <>
      <PageHeader title={t("group.title")} crumbs={[{ to: "/groups", text: t("groups.title") }]} />
      <ListSkeleton />
    </>
  );
}

function Known({ group, refetch }: { readonly group: Group; readonly refetch: () => Promise<unknown> }) {
  const t = useTexts("people");
  const me = useMe();
  const mayManage = useMay(PEOPLE_MANAGERS);
  const elsewhere = group.externalId !== "";
  const readOnly = !mayManage || elsewhere;
  return (
    <>
      <PageHeader
        title={group.name}
        crumbs={[{ to: "/groups", text: t("groups.title") }]}
        badge={elsewhere && <StatusBadge tone="active">{t("groups.elsewhere")}</StatusBadge>}
        text={t("group.count", { count: group.memberCount })}
        actions={
          <>
            {opens(me, "/audit") && (
              <Button
                variant="default"
                renderRoot={(props) => <Link to={`/audit?subject=${group.id}`} {...props} />}
              >
                {t("person.events")}
              </Button>
            )}
            {!readOnly && <DeleteGroup group={group} />}
          </>
        }
      />
      <Stack gap="lg">
        {elsewhere && (
          <Alert color="indigo" icon={<IconPlugConnected aria-hidden />}>
            {t("group.managed")}
          </Alert>
        )}
        {!mayManage && (
          <Alert color="gray" icon={<IconLock aria-hidden />}>
            {t("group.readOnly")}
          </Alert>
        )}
        <GroupForm key={group.id} group={group} readOnly={readOnly} refetch={refetch} />
        <Members group={group} readOnly={readOnly} />
      </Stack>
    </>
  );
}
