import { Button, Modal, Group as Row, Skeleton, Stack } from "@mantine/core";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { loadTexts, useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { useProblem } from "../reasons.ts";

const PersonPicker = lazy(async () => {
  const [file] = await Promise.all([
    import("../../../components/audience/person-picker.tsx"),
    loadTexts("audience"),
  ]);
  return { default: file.PersonPicker };
});

/** Takes people into a group. */
export function AddMembers({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const [employeeIds, setEmployeeIds] = useState<readonly string[]>([]);
  const action = useAction(async () => {
    const { addedCount } = await client.addGroupMembers({
      groupId: group.id,
      employeeIds: [...employeeIds],
      requestId: newRequestId(),
    });
    await fresh(EmployeeService);
    toastDone(t("group.added", { count: addedCount }));
    onClose();
  });
  const problem = useProblem(action);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (employeeIds.length > 0) void action.run();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("group.addTitle", { name: group.name })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem problem={problem} />
          <Suspense fallback={<Skeleton height={60} />}>
            <PersonPicker
              label={t("group.people")}
              value={employeeIds}
              onChange={setEmployeeIds}
              max={100}
              autoFocus
            />
          </Suspense>
          <Row justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={action.pending} disabled={employeeIds.length === 0}>
              {t("group.addSubmit", { count: employeeIds.length })}
            </Button>
          </Row>
        </Stack>
      </form>
    </Modal>
  );
}
