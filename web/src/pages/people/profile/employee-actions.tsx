import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useClient } from "../../../app/client.ts";
import { failureText } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { toast, toastProblem } from "../../../components/toast-store.ts";
import { DeactivateDialog, DeleteDialog, ReactivateDialog } from "./fate-dialogs.tsx";

/** Puts an employee on leave and back; marks them as left, brings them back, deletes them. */
export function EmployeeActions({ employee }: { readonly employee: Employee }) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const [asking, setAsking] = useState<"deactivate" | "reactivate" | "delete" | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const { id, name, status } = employee;
  const away = status === EmployeeStatus.ON_LEAVE;
  const gone = status === EmployeeStatus.INACTIVE;
  const setStatus = async (next: EmployeeStatus, undo: boolean): Promise<void> => {
    setBusy(true);
    try {
      await client.updateEmployee({ employee: { id, status: next }, updateMask: { paths: ["status"] } });
      await fresh(EmployeeService);
      toast({
        text: t(next === EmployeeStatus.ON_LEAVE ? "person.leave.started" : "person.leave.ended", { name }),
        tone: "success",
        ...(undo ? { undo: () => void setStatus(status, false) } : {}),
      });
    } catch (error) {
      toastProblem(failureText(error, t));
    } finally {
      setBusy(false);
    }
  };
  const close = (): void => setAsking(undefined);
  return (
    <>
      {gone ? (
        <Button onClick={() => setAsking("reactivate")}>{t("person.reactivate")}</Button>
      ) : (
        <Button
          variant="default"
          loading={busy}
          onClick={() => void setStatus(away ? EmployeeStatus.ACTIVE : EmployeeStatus.ON_LEAVE, true)}
        >
          {t(away ? "person.leave.end" : "person.leave.start")}
        </Button>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("person.more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!gone && <Menu.Item onClick={() => setAsking("deactivate")}>{t("person.deactivate")}</Menu.Item>}
          <Menu.Item c="var(--mantine-color-error)" onClick={() => setAsking("delete")}>
            {t("person.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === "deactivate" && <DeactivateDialog employee={employee} onClose={close} />}
      {asking === "reactivate" && <ReactivateDialog employee={employee} onClose={close} />}
      {asking === "delete" && <DeleteDialog employee={employee} onClose={close} />}
    </>
  );
}
