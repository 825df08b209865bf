import { Alert, Button, Divider, Group, Stack } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { isReason } from "../../app/failure.ts";
import { textOf, useTexts } from "../../app/texts.ts";
import { Form } from "../../components/form.tsx";
import { FormProblem } from "../../components/form-errors.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { CodeStep, type Proof } from "./code-step.tsx";
import { EmailField } from "./email-field.tsx";
import { useEnter, useReturnPath } from "./entering.ts";
import { Frame } from "./frame.tsx";
import classes from "./links.module.css";

/** Sign-in by password, then by a code if the account has an authenticator; and the other ways in. */
export function SignIn() {
  const t = useTexts("sign-in");
  const identity = useClient(IdentityService);
  const enter = useEnter();
  const returnPath = useReturnPath();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [codeAsked, setCodeAsked] = useState(false);
  const action = useAction(async (proof: Proof) => {
    try {
      await identity.createSession({ email: email.trim(), password, ...proof });
    } catch (error) {
      if (!isReason(error, "TOTP_REQUIRED")) throw error;
      setCodeAsked(true);
      return;
    }
    enter(returnPath);
  });
  if (codeAsked) {
    return (
      <CodeStep
        action={action}
        onBack={() => {
          setCodeAsked(false);
          action.clear();
        }}
      />
    );
  }
  const way = { return: returnPath === "/" ? "" : returnPath } as never;
  return (
    <Frame title={t("signIn.title")}>
      <Arrival />
      <Form onSubmit={() => void action.run({})}>
        <FormProblem problem={action.problem} />
        <EmailField value={email} onChange={setEmail} error={action.fault("email")} autoComplete="username" />
        <PasswordField
          label={t("password")}
          autoComplete="current-password"
          value={password}
          error={action.fault("password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={action.pending}>
          {t("signIn.submit")}
        </Button>
      </Form>
      <Group justify="flex-end">
        <Link to="/forgot-password" className={classes.link}>
          {t("signIn.forgot")}
        </Link>
      </Group>
      <Divider label={t("signIn.or")} />
      <Stack gap="xs">
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/sign-in/request-link" search={way} {...props} />}
        >
          {t("signIn.byLink")}
        </Button>
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/sign-in/company" search={way} {...props} />}
        >
          {t("signIn.byCompany")}
        </Button>
      </Stack>
    </Frame>
  );
}

/** Why somebody comes here: a login at the company's provider that failed, or a password that was just set. */
function Arrival() {
  const t = useTexts("sign-in");
  const { failed, done }: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  if (failed) {
    return (
      <Alert color="red" role="alert" title={t("failed.title")}>
        {textOf("sign-in", `failed.${failed}`) ?? t("failed.other")}
      </Alert>
    );
  }
  return done === "reset" ? <Alert color="green">{t("reset.done")}</Alert> : null;
}
