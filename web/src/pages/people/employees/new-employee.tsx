import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { type EditedEmployee, NOBODY, requestFields } from "../edited-employee.ts";
import { EmployeeFields } from "../employee-fields.tsx";
import { useProblem } from "../reasons.ts";

/** Adds an employee; the policies that apply are assigned by themselves. */
export function NewEmployee({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const go = useGo();
  const phone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const [edited, setEdited] = useState<EditedEmployee>(NOBODY);
  const [requestId] = useState(newRequestId);
  const action = useAction(async () => {
    const { employee } = await client.createEmployee({ employee: requestFields(edited), requestId });
    await fresh(EmployeeService);
    toastDone(t("new.done", { name: edited.name.trim() }));
    if (employee) go(`/employees/${employee.id}`);
  });
  const problem = useProblem(action);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      fullScreen={phone}
      title={t("new.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem problem={problem} />
          <EmployeeFields
            autoFocus
            value={edited}
            set={(changes) => setEdited((before) => ({ ...before, ...changes }))}
            fault={action.fault}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button
              type="submit"
              loading={action.pending}
              disabled={edited.name.trim() === "" || edited.email.trim() === ""}
            >
              {t("new.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
