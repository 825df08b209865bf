import { Alert, Button } from "@mantine/core";
import { type ComponentProps, useState } from "react";
import { useAction } from "../../app/action.ts";
import { useTexts } from "../../app/texts.ts";
import { Form } from "../../components/form.tsx";
import { FormProblem } from "../../components/form-errors.tsx";
import { EmailField } from "./email-field.tsx";
import { Frame } from "./frame.tsx";
import { OtherWays } from "./other-ways.tsx";

/** Asks for an address that a mail with a link is sent to. */
export function MailRequest({
  about,
  send,
  autoComplete,
}: {
  /** What the link is for: where the texts stand in the catalog. */
  readonly about: "forgot" | "link";
  readonly send: (email: string) => Promise<unknown>;
  readonly autoComplete: ComponentProps<typeof EmailField>["autoComplete"];
}) {
  const t = useTexts("sign-in");
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const action = useAction(async () => {
    await send(email.trim());
    setSent(true);
  });
  return (
    <Frame title={t(`${about}.title`)} text={t(`${about}.text`)}>
      {sent ? (
        <Alert color="green" role="status" title={t("mail.title")}>
          {t(`${about}.sent`, { email })}
        </Alert>
      ) : (
        <Form onSubmit={() => void action.run()}>
          <FormProblem problem={action.problem} />
          <EmailField
            value={email}
            onChange={setEmail}
            error={action.fault("email")}
            autoComplete={autoComplete}
          />
          <Button type="submit" loading={action.pending}>
            {t(`${about}.submit`)}
          </Button>
        </Form>
      )}
      <OtherWays />
    </Frame>
  );
}
