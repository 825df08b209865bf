import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { StepForm } from "./step-form.tsx";

interface Props {
  readonly onDone: (codes?: readonly string[]) => void;
  readonly onCancel: () => void;
}

/** Takes one's authenticator off. */
export function DisableAuthenticator({ onDone, onCancel }: Props) {
  const t = useTexts("me");
  const identity = useClient(IdentityService);
  return (
    <ProofForm
      text={t("totp.disableText")}
      submit={t("totp.disable")}
      act={async (password, code) => {
        const proof = /^\d{6}$/.test(code) ? { totpCode: code } : { recoveryCode: code };
        await identity.disableTotp({ password, ...proof });
        onDone();
      }}
      onCancel={onCancel}
    />
  );
}

/** Makes new recovery codes; the old ones stop working. */
export function RenewRecoveryCodes({ onDone, onCancel }: Props) {
  const t = useTexts("me");
  const identity = useClient(IdentityService);
  return (
    <ProofForm
      text={t("totp.renewText")}
      submit={t("totp.renew")}
      act={async (password, totpCode) =>
        onDone((await identity.regenerateRecoveryCodes({ password, totpCode })).recoveryCodes)
      }
      onCancel={onCancel}
    />
  );
}

function ProofForm({
  text,
  submit,
  act,
  onCancel,
}: {
  readonly text: string;
  readonly submit: string;
  readonly act: (password: string, code: string) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const t = useTexts("me");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const action = useAction(() => act(password, code.replaceAll(/\s/g, "")));
  return (
    <StepForm action={action} submit={submit} disabled={!password || !code} onCancel={onCancel}>
      <Text>{text}</Text>
      <FormProblem problem={action.problem} />
      <PasswordField
        label={t("password.current")}
        autoComplete="current-password"
        autoFocus
        value={password}
        error={action.fault("password")}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <TextInput
        label={t("totp.code")}
        autoComplete="one-time-code"
        value={code}
        error={action.fault("totp_code")}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </StepForm>
  );
}
