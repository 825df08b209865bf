import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { useProblem } from "../reasons.ts";

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
  });
  const problem = useProblem(action);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") void action.run();
  };
  return (
    <Modal opened onClose={onClose} title={t("groups.new")} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem problem={problem} />
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
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={action.pending} disabled={name.trim() === ""}>
              {t("groups.create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
