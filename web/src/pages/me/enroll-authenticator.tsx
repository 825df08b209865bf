import { Button, Code, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { EnrollTotpResponse } from "#gen/countersign/identity/v1/totp_requests_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { StateBlock } from "../../components/state-block.tsx";

const QrCode = lazy(() => import("qrcode.react").then((file) => ({ default: file.QRCodeSVG })));

interface Props {
  readonly onDone: (codes: readonly string[]) => void;
  readonly onCancel: () => void;
}

/** Sets up an authenticator: the password, the code to scan, and a first code as proof that it works. */
export function EnrollAuthenticator({ onDone, onCancel }: Props) {
  const t = useTexts("me");
  const identity = useClient(IdentityService);
  const [password, setPassword] = useState("");
  const [secret, setSecret] = useState<EnrollTotpResponse>();
  const action = useAction(async () => setSecret(await identity.enrollTotp({ password })));
  if (secret) return <Confirm secret={secret} onDone={onDone} onCancel={onCancel} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={420}>
        <FormProblem problem={action.problem} />
        <PasswordInput
          label={t("password.current")}
          description={t("totp.passwordWhy")}
          autoComplete="current-password"
          autoFocus
          value={password}
          error={action.fault("password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
        />
        <Group gap="xs">
          <Button type="submit" loading={action.pending} disabled={!password}>
            {t("next")}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
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
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={420}>
        <Text>{t("totp.scan")}</Text>
        <Suspense fallback={<StateBlock kind="loading" small />}>
          <QrCode value={secret.otpauthUri} size={200} marginSize={4} title={t("totp.qr")} role="img" />
        </Suspense>
        <Text size="sm">{t("totp.typeIt")}</Text>
        <Code block>{secret.secret.replaceAll(/(.{4})/g, "$1 ").trim()}</Code>
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
        <Group gap="xs">
          <Button type="submit" loading={action.pending} disabled={code.trim() === ""}>
            {t("totp.confirm")}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
