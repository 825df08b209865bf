import { Skeleton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { loadTexts, useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";

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
  }, t);
  return (
    <FormDialog
      title={t("group.addTitle", { name: group.name })}
      size="lg"
      action={action}
      submit={t("group.addSubmit", { count: employeeIds.length })}
      disabled={employeeIds.length === 0}
      onClose={onClose}
    >
      <Suspense fallback={<Skeleton height={60} />}>
        <PersonPicker
          label={t("group.people")}
          value={employeeIds}
          onChange={setEmployeeIds}
          max={100}
          autoFocus
        />
      </Suspense>
    </FormDialog>
  );
}
