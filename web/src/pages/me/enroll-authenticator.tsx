import { Code, Text, TextInput } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { EnrollTotpResponse } from "#gen/countersign/identity/v1/totp_requests_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { StepForm } from "./step-form.tsx";

const QrCode = lazy(() => import("qrcode.react").then((file) => ({ default: file.QRCodeSVG })));

interface Props {
  readonly onDone: (codes: readonly string[]) => void;
  /** Unset: nothing else can be done instead. */
  readonly onCancel?: () => void;
}

/**
 * Sets up an authenticator: the password, the code to scan, and a first code as proof that it works. `askPassword`:
 * false for who has none and came by a link just now.
 */
export function EnrollAuthenticator({
  onDone,
  onCancel,
  askPassword = true,
}: Props & { readonly askPassword?: boolean }) {
  const t = useTexts("me");
  const identity = useClient(IdentityService);
  const [password, setPassword] = useState("");
  const [secret, setSecret] = useState<EnrollTotpResponse>();
  const action = useAction(async () => setSecret(await identity.enrollTotp({ password })));
  const startOver = (): void => setSecret(undefined);
  if (secret) return <Confirm secret={secret} onDone={onDone} onCancel={onCancel ?? startOver} />;
  return (
    <StepForm action={action} submit={t("next")} disabled={askPassword && !password} onCancel={onCancel}>
      <FormProblem problem={action.problem} />
      {askPassword && (
        <PasswordField
          label={t("password.current")}
          description={t("totp.passwordWhy")}
          autoComplete="current-password"
          autoFocus
          value={password}
          error={action.fault("password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      )}
    </StepForm>
  );
}

function Confirm({ secret, onDone, onCancel }: Props & { readonly secret: EnrollTotpResponse }) {
  const t = useTexts("me");
  const identity = useClient(IdentityService);
  const [code, setCode] = useState("");
  const action = useAction(async () => {
    const { recoveryCodes } = await identity.confirmTotp({ code: code.replaceAll(/\s/g, "") });
    onDone(recoveryCodes);
  });
  return (
    <StepForm action={action} submit={t("totp.confirm")} disabled={code.trim() === ""} onCancel={onCancel}>
      <Text>{t("totp.scan")}</Text>
      <Suspense fallback={<StateBlock kind="loading" small />}>
        <QrCode value={secret.otpauthUri} size={200} marginSize={4} title={t("totp.qr")} role="img" />
      </Suspense>
      <Text size="sm">{t("totp.typeIt")}</Text>
      <Code block style={{ whiteSpace: "pre-wrap" }}>
        {secret.secret.replaceAll(/(.{4})/g, "$1 ").trim()}
      </Code>
      <FormProblem problem={action.problem} />
      <TextInput
        label={t("totp.code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        error={action.fault("code")}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </StepForm>
  );
}
