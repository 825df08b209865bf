import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { newRequestId, useClient } from "../../app/client.ts";
import { useFresh } from "../../app/fresh.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
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
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("admins.invite")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem problem={action.problem} />
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
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button
              type="submit"
              loading={action.pending}
              disabled={name.trim() === "" || email.trim() === ""}
            >
              {t("admins.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
