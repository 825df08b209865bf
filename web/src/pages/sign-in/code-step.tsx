import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";

/** A second proof: the code that the authenticator shows, or a recovery code. */
export interface Proof {
  readonly totpCode?: string;
  readonly recoveryCode?: string;
}

/** Asks for the second proof. */
export function CodeStep({
  pending,
  problem,
  onProof,
  onBack,
}: {
  readonly pending: boolean;
  readonly problem: string | undefined;
  readonly onProof: (proof: Proof) => void;
  readonly onBack?: () => void;
}) {
  const t = useTexts("sign-in");
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const plain = code.trim();
    onProof(recovery ? { recoveryCode: plain } : { totpCode: plain.replaceAll(/\s/g, "") });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem problem={problem} />
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
        <Button type="submit" loading={pending} disabled={code.trim() === ""}>
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
      </Stack>
    </form>
  );
}
