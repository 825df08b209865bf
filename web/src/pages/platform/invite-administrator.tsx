import { TextInput } from "@mantine/core";
import { useState } from "react";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { newRequestId, useClient } from "../../app/client.ts";
import { useFresh } from "../../app/fresh.ts";
import { useTexts } from "../../app/texts.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { toastDone } from "../../components/toast-store.ts";

/** Invites an administrator of a customer, for one that has lost its last. */
export function InviteAdministrator({
  customerId,
  onClose,
}: {
  readonly customerId: string;
  readonly onClose: () => void;
}) {
  const t = useTexts("platform");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const action = useAction(async () => {
    await identity.inviteUser({
      customerId,
      user: { email: email.trim(), displayName: name.trim(), roles: [PermissionRole.CUSTOMER_ADMIN] },
      requestId: newRequestId(),
    });
    await fresh(IdentityService);
    toastDone(t("admins.invited", { email: email.trim() }));
    onClose();
  });
  return (
    <FormDialog
      title={t("admins.invite")}
      action={action}
      submit={t("admins.send")}
      disabled={name.trim() === "" || email.trim() === ""}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("new.adminName")}
        required
        value={name}
        error={action.fault("display_name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t("new.adminEmail")}
        type="email"
        required
        value={email}
        error={action.fault("email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
