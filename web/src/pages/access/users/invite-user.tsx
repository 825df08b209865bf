import { useQuery } from "@connectrpc/connect-query";
import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { dayFromToday, endOfDay } from "../../../app/day.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { type Held, RolePicker } from "../parts/role-picker.tsx";
import { useInCustomer } from "../parts/roles.ts";

/** Invites somebody: they get a mail with a link to choose a password. */
export function InviteUser({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const inCustomer = useInCustomer();
  const [requestId] = useState(newRequestId);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [asked, setAsked] = useState("");
  const [link, setLink] = useState(true);
  const [ends, setEnds] = useState("");
  const [held, setHeld] = useState<Held>({
    roles: inCustomer ? [] : [PermissionRole.PLATFORM_ADMIN],
    customRoleIds: [],
  });
  const employee = useEmployeeByEmail(inCustomer ? asked : "");
  const action = useAction(async () => {
    const accessEndTime = endOfDay(ends);
    await identity.inviteUser({
      user: {
        email: email.trim(),
        displayName: name.trim(),
        roles: [...held.roles],
        customRoleIds: [...held.customRoleIds],
        employeeId: employee && link ? employee.id : "",
        ...(accessEndTime ? { accessEndTime } : {}),
      },
      requestId,
    });
    await fresh(IdentityService);
    toastDone(t("invite.sent", { email: email.trim() }));
    onClose();
  });
  return (
    <FormDialog
      title={t(inCustomer ? "users.invite" : "operators.invite")}
      size="lg"
      fillsPhone
      action={action}
      submit={t("invite.submit")}
      disabled={email.trim() === "" || name.trim() === "" || held.roles.length === 0}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("invite.email")}
        description={t("invite.emailHint")}
        type="email"
        required
        value={email}
        error={action.fault("email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
        onBlur={() => setAsked(email.trim())}
      />
      {employee && (
        <Checkbox
          checked={link}
          onChange={(event) => setLink(event.currentTarget.checked)}
          label={t("invite.link", { name: employee.name })}
          description={t("invite.linkHint")}
        />
      )}
      <TextInput
        label={t("invite.name")}
        required
        value={name}
        placeholder={employee?.name}
        error={action.fault("display_name")}
        onFocus={() => name === "" && employee && setName(employee.name)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {inCustomer && (
        <RolePicker
          value={held}
          onChange={setHeld}
          error={action.fault("user.roles") ?? action.fault("roles")}
        />
      )}
      {inCustomer && (
        <TextInput
          type="date"
          label={t("user.ends.label")}
          description={t("user.ends.hint")}
          min={dayFromToday(0)}
          value={ends}
          error={action.fault("access_end_time")}
          onChange={(event) => setEnds(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}

/** The employee with an address, who can then read and sign with the same account. */
function useEmployeeByEmail(email: string) {
  const { data } = useQuery(
    EmployeeService.method.listEmployees,
    { email, pageSize: 1, statuses: [EmployeeStatus.ACTIVE, EmployeeStatus.ON_LEAVE] },
    { enabled: /^\S+@\S+\.\S+$/.test(email) },
  );
  return email === "" ? undefined : data?.employees[0];
}
