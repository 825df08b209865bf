import { useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { type EditedEmployee, NOBODY, requestFields } from "../edited-employee.ts";
import { EmployeeFields } from "../employee-fields.tsx";

/** Adds an employee; the policies that apply are assigned by themselves. */
export function NewEmployee({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const go = useGo();
  const [edited, setEdited] = useState<EditedEmployee>(NOBODY);
  const [requestId] = useState(newRequestId);
  const action = useAction(async () => {
    const { employee } = await client.createEmployee({ employee: requestFields(edited), requestId });
    await fresh(EmployeeService);
    toastDone(t("new.done", { name: edited.name.trim() }));
    if (employee) go(`/employees/${employee.id}`);
  }, t);
  return (
    <FormDialog
      title={t("new.title")}
      size="xl"
      fillsPhone
      action={action}
      submit={t("new.submit")}
      disabled={edited.name.trim() === "" || edited.email.trim() === ""}
      onClose={onClose}
    >
      <EmployeeFields
        autoFocus
        value={edited}
        set={(changes) => setEdited((before) => ({ ...before, ...changes }))}
        fault={action.fault}
      />
    </FormDialog>
  );
}
