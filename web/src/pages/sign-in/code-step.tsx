import { Anchor, Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Action } from "../../app/action.ts";
import { useTexts } from "../../app/texts.ts";
import { Form } from "../../components/form.tsx";
import { FormProblem } from "../../components/form-errors.tsx";
import { Frame } from "./frame.tsx";

/** A second proof: the code that the authenticator shows, or a recovery code. */
export interface Proof {
  readonly totpCode?: string;
  readonly recoveryCode?: string;
}

/** The page that asks for the second proof. */
export function CodeStep({
  action,
  onBack,
}: {
  /** Signs in with it. */
  readonly action: Action<[proof: Proof], unknown>;
  readonly onBack?: () => void;
}) {
  const t = useTexts("sign-in");
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const submit = (): void => {
    const plain = code.trim();
    void action.run(recovery ? { recoveryCode: plain } : { totpCode: plain.replaceAll(/\s/g, "") });
  };
  return (
    <Frame title={t("code.title")} text={t("code.text")}>
      <Form onSubmit={submit}>
        <FormProblem problem={action.problem} />
        <TextInput
          key={recovery ? "recovery" : "totp"}
          label={t(recovery ? "code.recovery" : "code.totp")}
          description={t(recovery ? "code.recoveryHint" : "code.totpHint")}
          inputMode={recovery ? "text" : "numeric"}
          autoComplete="one-time-code"
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={action.pending} disabled={code.trim() === ""}>
          {t("code.submit")}
        </Button>
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            setRecovery(!recovery);
            setCode("");
          }}
        >
          {t(recovery ? "code.useTotp" : "code.useRecovery")}
        </Anchor>
        {onBack && (
          <Anchor component="button" type="button" size="sm" onClick={onBack}>
            {t("back")}
          </Anchor>
        )}
      </Form>
    </Frame>
  );
}
