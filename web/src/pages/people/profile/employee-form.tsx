import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { useClient } from "../../../app/client.ts";
import { useDraft } from "../../../app/draft.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { SaveBar } from "../../../components/save-bar.tsx";
import { Section } from "../../../components/section.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { changedPaths, editedOf, requestFields } from "../edited-employee.ts";
import { EmployeeFields } from "../employee-fields.tsx";
import { Attributes } from "./attributes.tsx";

/** What is known of an employee, edited in place. */
export function EmployeeForm({
  employee,
  readOnly,
  refetch,
}: {
  readonly employee: Employee;
  readonly readOnly: boolean;
  readonly refetch: () => Promise<unknown>;
}) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const draft = useDraft(editedOf(employee), employee.etag);
  const { value } = draft;
  const save = useAction(async (overwrite = false) => {
    await client.updateEmployee({
      employee: { id: employee.id, ...requestFields(value) },
      updateMask: { paths: changedPaths(editedOf(employee), value) },
      etag: overwrite ? "" : draft.etag,
    });
    await fresh(EmployeeService);
    draft.reset();
    toastDone(t("saved"));
  }, t);
  return (
    <Section title={t("person.details")}>
      <EmployeeFields
        value={value}
        set={draft.set}
        fault={save.fault}
        readOnly={readOnly}
        selfId={employee.id}
      />
      {(!readOnly || value.attributes.length > 0) && (
        <Attributes
          value={value.attributes}
          readOnly={readOnly}
          error={save.fault("attributes")}
          onChange={(attributes) => draft.set({ attributes })}
        />
      )}
      <SaveBar
        draft={draft}
        save={save}
        reload={refetch}
        disabled={value.name.trim() === "" || value.email.trim() === ""}
      />
    </Section>
  );
}
