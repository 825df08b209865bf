import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { keepReturnPath, useReturnPath } from "./entering.ts";
import { Frame } from "./frame.tsx";
import classes from "./links.module.css";

/** Asks for a mail with a link that signs an employee in. */
export function RequestLink() {
  const t = useTexts("sign-in");
  const identity = useClient(IdentityService);
  const returnPath = useReturnPath();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const action = useAction(async () => {
    await identity.requestMagicLink({ email: email.trim() });
    keepReturnPath(returnPath);
    setSent(true);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Frame title={t("link.title")} text={t("link.text")}>
      {sent ? (
        <Alert color="green" role="status" title={t("mail.title")}>
          {t("link.sent", { email })}
        </Alert>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <FormProblem problem={action.problem} />
            <TextInput
              label={t("email")}
              type="email"
              autoComplete="email"
              autoFocus
              value={email}
              error={action.fault("email")}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <Button type="submit" loading={action.pending}>
              {t("link.submit")}
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
