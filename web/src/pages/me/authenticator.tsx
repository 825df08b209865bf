import { useQuery } from "@connectrpc/connect-query";
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useTexts } from "../../app/texts.ts";
import { StateBlock } from "../../components/state-block.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { EnrollAuthenticator } from "./enroll-authenticator.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { DisableAuthenticator, RenewRecoveryCodes } from "./with-proof.tsx";

type Step = "enroll" | "disable" | "renew";

/** The second step of the sign-in: set it up, renew its recovery codes, take it off. */
export function Authenticator() {
  const t = useTexts("me");
  const totp = useQuery(IdentityService.method.getTotp, {});
  const [step, setStep] = useState<Step>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (totp.error)
    return <StateBlock kind="error" error={totp.error} onRetry={() => void totp.refetch()} small />;
  if (!totp.data) return <StateBlock kind="loading" small />;
  const done = (fresh?: readonly string[]): void => {
    setStep(undefined);
    setCodes(fresh);
    void totp.refetch();
  };
  if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />;
  if (step === "enroll") return <EnrollAuthenticator onDone={done} onCancel={() => setStep(undefined)} />;
  if (step === "disable") return <DisableAuthenticator onDone={done} onCancel={() => setStep(undefined)} />;
  if (step === "renew") return <RenewRecoveryCodes onDone={done} onCancel={() => setStep(undefined)} />;
  const { enabled, recoveryCodesLeft, demanded } = totp.data;
  return (
    <>
      <Group gap="xs">
        <StatusBadge tone={enabled ? "good" : "neutral"}>{t(enabled ? "totp.on" : "totp.off")}</StatusBadge>
        {enabled && <Text size="sm">{t("totp.codesLeft", { count: recoveryCodesLeft })}</Text>}
      </Group>
      <Text size="sm" c="dimmed">
        {t("totp.text")} {demanded && t("totp.demanded")}
      </Text>
      <Group gap="xs">
        {enabled ? (
          <>
            <Button variant="default" onClick={() => setStep("renew")}>
              {t("totp.renew")}
            </Button>
            {!demanded && (
              <Button variant="default" onClick={() => setStep("disable")}>
                {t("totp.disable")}
              </Button>
            )}
          </>
        ) : (
          <Button onClick={() => setStep("enroll")}>{t("totp.enroll")}</Button>
        )}
      </Group>
    </>
  );
}
