import { useQuery } from "@connectrpc/connect-query";
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { IdentityProvider } from "#gen/countersign/identity/v1/identity_provider_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { Section } from "../../../components/section.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { PROVIDER_MANAGERS } from "../who.ts";

/** Help for somebody who can't sign in: a lost authenticator, another name at the identity provider. */
export function UserSignIn({ user }: { readonly user: User }) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const mayUnlink = useMay(PROVIDER_MANAGERS);
  const providers = useQuery(IdentityService.method.listIdentityProviders, {}, { enabled: mayUnlink });
  const [asking, setAsking] = useState<"authenticator" | IdentityProvider | undefined>(undefined);
  const close = (): void => setAsking(undefined);
  return (
    <Section title={t("signIn.title")} text={t("signIn.text")}>
      <Group gap="xs">
        <Button variant="default" onClick={() => setAsking("authenticator")}>
          {t("signIn.removeTotp")}
        </Button>
        {providers.data?.identityProviders.map((provider) => (
          <Button key={provider.id} variant="default" onClick={() => setAsking(provider)}>
            {t("signIn.unlink", { name: provider.name })}
          </Button>
        ))}
      </Group>
      {asking === "authenticator" && (
        <ConfirmDialog
          title={t("signIn.removeTotp")}
          confirm={t("signIn.removeTotp")}
          onClose={close}
          run={async () => {
            await identity.removeUserTotp({ userId: user.id });
            await fresh(IdentityService);
            toastDone(t("signIn.totpRemoved", { name: user.displayName }));
          }}
        >
          {t("signIn.removeTotpText", { name: user.displayName })}
        </ConfirmDialog>
      )}
      {asking !== undefined && asking !== "authenticator" && (
        <ConfirmDialog
          title={t("signIn.unlink", { name: asking.name })}
          confirm={t("signIn.unlinkConfirm")}
          onClose={close}
          run={async () => {
            await identity.unlinkLogin({
              userId: user.id,
              identityProviderId: asking.id,
              requestId: newRequestId(),
            });
            toastDone(t("signIn.unlinked", { name: user.displayName }));
          }}
        >
          {t("signIn.unlinkText", { name: user.displayName, provider: asking.name })}
        </ConfirmDialog>
      )}
    </Section>
  );
}
