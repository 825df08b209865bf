import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Group, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { AuthenticationMethod } from "#gen/countersign/identity/v1/session_pb.ts";
import { useAction } from "../../app/action.ts";
import { refreshSession } from "../../app/refresh.ts";
import { type Me, useMe } from "../../app/session.tsx";
import { signOut } from "../../app/sign-out.ts";
import { followLanguage, useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { Frame } from "../sign-in/frame.tsx";
import { EnrollAuthenticator } from "./enroll-authenticator.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/**
 * All that is shown while the session is limited to setting up an authenticator: why, the setting up, the recovery codes.
 * `onDone` goes on to the page that the address names.
 */
export function EnrollmentDue({ onDone }: { readonly onDone: () => Promise<unknown> }) {
  const t = useTexts("me");
  const me = useMe();
  const [codes, setCodes] = useState<readonly string[]>();
  const leave = useAction(async () => {
    if (await refreshSession()) await onDone();
  });
  const over = !me.session.totpEnrollmentDue && !codes;
  useEffect(() => {
    if (over) void onDone(); // it is demanded no more
  }, [over, onDone]);
  useEffect(() => void followLanguage(me.user.locale), [me.user.locale]);
  return (
    <Frame title={t("due.title")} text={codes ? undefined : t("due.text")}>
      <FormProblem problem={leave.problem} />
      {codes ? (
        <RecoveryCodes codes={codes} onKept={() => void leave.run()} />
      ) : (
        <SetUp me={me} onCodes={setCodes} goOn={() => void leave.run()} />
      )}
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {t("due.who", { email: me.user.email })}
        </Text>
        <Anchor component="button" type="button" size="sm" onClick={() => void signOut()}>
          {t("shell.signOut")}
        </Anchor>
      </Group>
    </Frame>
  );
}

function SetUp({
  me,
  onCodes,
  goOn,
}: {
  readonly me: Me;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly goOn: () => void;
}) {
  const t = useTexts("me");
  const totp = useQuery(IdentityService.method.getTotp, {});
  if (!totp.data && totp.error)
    return <StateBlock kind="error" error={totp.error} onRetry={() => void totp.refetch()} small />;
  if (!totp.data) return <StateBlock kind="loading" small />;
  if (totp.data.enabled) {
    return (
      <>
        <Text>{t("due.already")}</Text>
        <Button onClick={goOn}>{t("due.goOn")}</Button>
      </>
    );
  }
  const byLink = me.session.authenticationMethod === AuthenticationMethod.MAGIC_LINK;
  return (
    <>
      <Text size="sm">{t("due.app")}</Text>
      {byLink && !totp.data.hasPassword && <Text size="sm">{t("due.byLink")}</Text>}
      <EnrollAuthenticator onDone={onCodes} askPassword={totp.data.hasPassword} />
    </>
  );
}
