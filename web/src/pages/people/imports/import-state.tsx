import {
  EmployeeImportStateSchema,
  EmployeeImportState as State,
} from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";

const TONES: Partial<Record<State, Tone>> = {
  [State.PENDING]: "waiting",
  [State.RUNNING]: "active",
  [State.COMPLETED]: "good",
  [State.FAILED]: "bad",
};

/** Where an import stands, as a badge. */
export function ImportStateBadge({ state }: { readonly state: State }) {
  const t = useTexts("people");
  return (
    <StatusBadge tone={TONES[state] ?? "neutral"}>
      {t(`run.state.${enumName(EmployeeImportStateSchema, state)}`)}
    </StatusBadge>
  );
}
