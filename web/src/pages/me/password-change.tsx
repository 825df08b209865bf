import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { toastDone } from "../../components/toast-store.ts";

/** Changes one's password, which ends one's other sessions. */
export function PasswordChange() {
  const t = useTexts("me");
  const identity = useClient(IdentityService);
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const action = useAction(async () => {
    await identity.changePassword({ currentPassword, newPassword });
    setCurrent("");
    setNew("");
    toastDone(t("password.done"));
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  const eye = { "aria-label": t("password.show") };
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={420}>
        <Text size="sm" c="dimmed">
          {t("password.text")}
        </Text>
        <FormProblem problem={action.problem} />
        <PasswordInput
          label={t("password.current")}
          autoComplete="current-password"
          value={currentPassword}
          error={action.fault("current_password")}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          visibilityToggleButtonProps={eye}
        />
        <PasswordInput
          label={t("password.new")}
          description={t("password.hint")}
          autoComplete="new-password"
          value={newPassword}
          error={action.fault("new_password")}
          onChange={(event) => setNew(event.currentTarget.value)}
          visibilityToggleButtonProps={eye}
        />
        <div>
          <Button type="submit" loading={action.pending} disabled={!currentPassword || !newPassword}>
            {t("password.submit")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
