import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { Form } from "../../components/form.tsx";
import { FormProblem } from "../../components/form-errors.tsx";
import { PasswordField } from "../../components/password-field.tsx";
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
  return (
    <Form maw={420} onSubmit={() => void action.run()}>
      <Text size="sm" c="dimmed">
        {t("password.text")}
      </Text>
      <FormProblem problem={action.problem} />
      <PasswordField
        label={t("password.current")}
        autoComplete="current-password"
        value={currentPassword}
        error={action.fault("current_password")}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordField
        label={t("password.new")}
        description={t("password.hint")}
        autoComplete="new-password"
        value={newPassword}
        error={action.fault("new_password")}
        onChange={(event) => setNew(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" loading={action.pending} disabled={!currentPassword || !newPassword}>
          {t("password.submit")}
        </Button>
      </div>
    </Form>
  );
}
