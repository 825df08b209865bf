import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Invitation } from "#gen/countersign/identity/v1/invitation_pb.ts";
import { type User, UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { failureText } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { toast, toastDone, toastProblem } from "../../../components/toast-store.ts";

/** Deactivates and reactivates a user; sends an open invitation again or takes it back. Each can be undone. */
export function UserActions({
  user,
  invitation,
}: {
  readonly user: User;
  readonly invitation: Invitation | undefined;
}) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await act();
      await fresh(IdentityService);
    } catch (error) {
      toastProblem(failureText(error));
    } finally {
      setBusy(false);
    }
  };
  const reactivate = (): Promise<void> =>
    attempt(async () => {
      await identity.updateUser({
        user: { id: user.id, status: UserStatus.ACTIVE },
        updateMask: { paths: ["status"] },
      });
      toastDone(t("user.reactivated", { name: user.displayName }));
    });
  const deactivate = (): Promise<void> =>
    attempt(async () => {
      await identity.deactivateUser({ userId: user.id, etag: user.etag, requestId: newRequestId() });
      toast({ text: t("user.deactivated", { name: user.displayName }), undo: () => void reactivate() });
    });
  const resend = (invitationId: string): Promise<void> =>
    attempt(async () => {
      await identity.resendInvitation({ invitationId, requestId: newRequestId() });
      toastDone(t("invite.sent", { email: user.email }));
    });
  const takeBack = (invitationId: string): Promise<void> =>
    attempt(async () => {
      await identity.revokeInvitation({ invitationId, requestId: newRequestId() });
      toast({ text: t("invite.takenBack", { email: user.email }), undo: () => void resend(invitationId) });
    });
  if (user.status === UserStatus.DEACTIVATED)
    return (
      <Button loading={busy} onClick={() => void reactivate()}>
        {t("user.reactivate")}
      </Button>
    );
  if (invitation)
    return (
      <Group gap="xs">
        <Button variant="default" disabled={busy} onClick={() => void resend(invitation.id)}>
          {t("invite.resend")}
        </Button>
        <Button
          variant="default"
          c="var(--mantine-color-error)"
          disabled={busy}
          onClick={() => void takeBack(invitation.id)}
        >
          {t("invite.takeBack")}
        </Button>
      </Group>
    );
  if (user.id === me.user.id) return null;
  return (
    <Button variant="default" c="var(--mantine-color-error)" loading={busy} onClick={() => void deactivate()}>
      {t("user.deactivate")}
    </Button>
  );
}
