import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { Frame } from "./frame.tsx";
import classes from "./links.module.css";

/** Asks for a mail with a link to set a new password. */
export function ForgotPassword() {
  const t = useTexts("sign-in");
  const identity = useClient(IdentityService);
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const action = useAction(async () => {
    await identity.requestPasswordReset({ email: email.trim() });
    setSent(true);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Frame title={t("forgot.title")} text={t("forgot.text")}>
      {sent ? (
        <Alert color="green" role="status" title={t("mail.title")}>
          {t("forgot.sent", { email })}
        </Alert>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <FormProblem problem={action.problem} />
            <TextInput
              label={t("email")}
              type="email"
              autoComplete="username"
              autoFocus
              value={email}
              error={action.fault("email")}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <Button type="submit" loading={action.pending}>
              {t("forgot.submit")}
            </Button>
          </Stack>
        </form>
      )}
      <Link to="/sign-in" className={classes.link}>
        {t("otherWays")}
      </Link>
    </Frame>
  );
}
