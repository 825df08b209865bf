import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { type Action, useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { keepFile } from "./kept-file.ts";

/** What an import is asked to do. */
export interface ImportOrder {
  readonly csv: string;
  readonly validateOnly: boolean;
  readonly deactivateMissing: boolean;
}

/** Starts an import and goes to where it can be watched. */
export function useStartImport(): Action<[order: ImportOrder], void> {
  const client = useClient(EmployeeService);
  const go = useGo();
  const t = useTexts("people");
  return useAction(async ({ csv, validateOnly, deactivateMissing }: ImportOrder) => {
    const { employeeImport } = await client.importEmployees({
      csv: new TextEncoder().encode(csv),
      validateOnly,
      deactivateMissing,
      requestId: newRequestId(),
    });
    if (!employeeImport) return;
    keepFile(employeeImport.id, csv);
    go(`/employees/imports/${employeeImport.id}`);
  }, t);
}
