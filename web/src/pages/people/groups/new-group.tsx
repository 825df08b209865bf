import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";

/** Makes a group, without members yet. */
export function NewGroup({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const go = useGo();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const action = useAction(async () => {
    const { group } = await client.createGroup({
      group: { name: name.trim(), description: description.trim() },
      requestId: newRequestId(),
    });
    await fresh(EmployeeService);
    toastDone(t("groups.created", { name: name.trim() }));
    if (group) go(`/groups/${group.id}`);
  }, t);
  return (
    <FormDialog
      title={t("groups.new")}
      action={action}
      submit={t("groups.create")}
      disabled={name.trim() === ""}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        required
        label={t("groups.name")}
        maxLength={200}
        value={name}
        error={action.fault("name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label={t("groups.description")}
        autosize
        minRows={2}
        maxLength={2000}
        value={description}
        error={action.fault("description")}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
