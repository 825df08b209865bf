import { List, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";

interface Props {
  readonly employee: Employee;
  readonly onClose: () => void;
}

/** Asks whether somebody has left, and says what follows. */
export function DeactivateDialog({ employee: { id, name, etag }, onClose }: Props) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  return (
    <ConfirmDialog
      title={t("person.deactivateTitle", { name })}
      confirm={t("person.deactivate")}
      onClose={onClose}
      run={async () => {
        await client.deactivateEmployee({ employeeId: id, etag, requestId: newRequestId() });
        await Promise.all([fresh(EmployeeService), fresh(AcknowledgementService)]);
        toastDone(t("person.deactivated", { name }));
      }}
    >
      <Text>{t("person.deactivateText")}</Text>
      <List my="xs">
        <List.Item>{t("person.deactivateDuties")}</List.Item>
        <List.Item>{t("person.deactivateAccess")}</List.Item>
        <List.Item>{t("person.deactivateKept")}</List.Item>
      </List>
      <Text>{t("person.deactivateBack")}</Text>
    </ConfirmDialog>
  );
}

/** Asks from when somebody works here again. */
export function ReactivateDialog({ employee: { id, name, etag }, onClose }: Props) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const [joinDate, setJoinDate] = useState("");
  return (
    <ConfirmDialog
      title={t("person.reactivateTitle", { name })}
      confirm={t("person.reactivate")}
      tone="plain"
      onClose={onClose}
      run={async () => {
        await client.reactivateEmployee({ employeeId: id, joinDate, etag, requestId: newRequestId() });
        await Promise.all([fresh(EmployeeService), fresh(AcknowledgementService)]);
        toastDone(t("person.reactivated", { name }));
      }}
    >
      <Text mb="sm">{t("person.reactivateText")}</Text>
      <TextInput
        type="date"
        label={t("person.reactivateDay")}
        description={t("person.reactivateDayHint")}
        value={joinDate}
        onChange={(event) => setJoinDate(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

/** Asks whether somebody was entered by mistake, and says what stays. */
export function DeleteDialog({ employee: { id, name, etag }, onClose }: Props) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const go = useGo();
  return (
    <ConfirmDialog
      title={t("person.deleteTitle", { name })}
      confirm={t("person.delete")}
      word={name}
      onClose={onClose}
      run={async () => {
        await client.deleteEmployee({ employeeId: id, etag, requestId: newRequestId() });
        go("/employees", { replace: true });
        toastDone(t("person.deleted", { name }));
        await fresh(EmployeeService);
      }}
    >
      <Text>{t("person.deleteText")}</Text>
      <List my="xs">
        <List.Item>{t("person.deleteVanish")}</List.Item>
        <List.Item>{t("person.deleteKept")}</List.Item>
        <List.Item>{t("person.deleteReports")}</List.Item>
      </List>
      <Text fw={600}>{t("person.deleteNever")}</Text>
    </ConfirmDialog>
  );
}
