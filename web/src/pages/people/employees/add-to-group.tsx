import { useQuery } from "@connectrpc/connect-query";
import { Autocomplete, Text } from "@mantine/core";
import { useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toast } from "../../../components/toast-store.ts";

/** So many may come into a group with one call. */
const MOST = 1_000;

/** Takes many employees into a group: one that there is, or a new one. */
export function AddToGroup({
  employeeIds,
  onClose,
  onDone,
}: {
  readonly employeeIds: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const [name, setName] = useState("");
  const { data } = useQuery(EmployeeService.method.listGroups, { pageSize: 200 });
  const groups = (data?.groups ?? []).filter(({ externalId }) => externalId === "");
  const wanted = name.trim().toLowerCase();
  const known = groups.find((group) => group.name.toLowerCase() === wanted);
  const action = useAction(async () => {
    const group =
      known ?? (await client.createGroup({ group: { name: name.trim() }, requestId: newRequestId() })).group;
    if (!group) return;
    let added = 0;
    for (let from = 0; from < employeeIds.length; from += MOST) {
      const answer = await client.addGroupMembers({
        groupId: group.id,
        employeeIds: employeeIds.slice(from, from + MOST),
        requestId: newRequestId(),
      });
      added += answer.addedCount;
    }
    await fresh(EmployeeService);
    toast({ text: t("bulk.added", { count: added, group: group.name }), href: `/groups/${group.id}` });
    onDone();
    onClose();
  }, t);
  return (
    <FormDialog
      title={t("bulk.addToGroup")}
      action={action}
      submit={t("bulk.add", { count: employeeIds.length })}
      disabled={wanted === ""}
      onClose={onClose}
    >
      <Autocomplete
        data-autofocus
        label={t("bulk.group")}
        description={t("bulk.groupHint")}
        data={groups.map((group) => group.name)}
        value={name}
        onChange={setName}
        maxLength={200}
      />
      {wanted !== "" && !known && data && <Text size="sm">{t("bulk.newGroup", { name: name.trim() })}</Text>}
    </FormDialog>
  );
}
