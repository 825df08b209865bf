import { EmployeeStatus, EmployeeStatusSchema } from "#gen/countersign/employee/v1/employee_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";

const TONES: Partial<Record<EmployeeStatus, Tone>> = {
  [EmployeeStatus.ACTIVE]: "good",
  [EmployeeStatus.ON_LEAVE]: "waiting",
};

/** Whether somebody works at present, as a badge. */
export function EmployeeStatusBadge({ status }: { readonly status: EmployeeStatus }) {
  const t = useTexts("people");
  return (
    <StatusBadge tone={TONES[status] ?? "neutral"}>
      {t(`status.${enumName(EmployeeStatusSchema, status)}`)}
    </StatusBadge>
  );
}

/** Those who work here, on leave or not. */
export const WORKING = [EmployeeStatus.ACTIVE, EmployeeStatus.ON_LEAVE];
