import { Button } from "@mantine/core";
import { useState } from "react";
import type { Action } from "../../app/action.ts";
import { useTexts } from "../../app/texts.ts";
import { Form } from "../../components/form.tsx";
import { FormProblem } from "../../components/form-errors.tsx";
import { PasswordField } from "../../components/password-field.tsx";

/** The shortest password that is taken, in characters. */
const SHORTEST = 12;

/** Asks for a new password, once: it can be looked at instead of being typed twice. */
export function NewPassword({
  action,
  field,
  submit,
}: {
  readonly action: Action<[password: string], unknown>;
  /** The field of the request that holds it. */
  readonly field: string;
  /** What the button says. */
  readonly submit: string;
}) {
  const t = useTexts("sign-in");
  const [password, setPassword] = useState("");
  const [short, setShort] = useState(false);
  const onSubmit = (): void => {
    setShort(password.length < SHORTEST);
    if (password.length >= SHORTEST) void action.run(password);
  };
  return (
    <Form onSubmit={onSubmit}>
      <FormProblem problem={action.problem ?? action.fault("token")} />
      <PasswordField
        label={t("newPassword.label")}
        description={t("newPassword.hint", { count: SHORTEST })}
        autoComplete="new-password"
        autoFocus
        value={password}
        error={short ? t("newPassword.short", { count: SHORTEST }) : action.fault(field)}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={action.pending}>
        {submit}
      </Button>
    </Form>
  );
}
