import { ConnectError } from "@connectrpc/connect";
import { Alert, Button, Group } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { IdentityProvider } from "#gen/countersign/identity/v1/identity_provider_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { type Action, useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useDraft } from "../../../app/draft.ts";
import { isReason } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { type Texts, useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { SaveBar } from "../../../components/save-bar.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { DomainProof } from "./domain-proof.tsx";
import { type EditedProvider, editedOf, messageOf, pathsOf } from "./edited-provider.ts";
import { GroupMappings } from "./group-mappings.tsx";
import { SwitchFields } from "./switch-fields.tsx";

/** Everything about an identity provider; it can be checked before it is saved. An empty id makes a new one. */
export function ProviderForm({
  provider,
  refetch,
}: {
  readonly provider: IdentityProvider;
  readonly refetch: () => Promise<unknown>;
}) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const go = useGo();
  const isNew = provider.id === "";
  const draft = useDraft(editedOf(provider), provider.etag);
  const [redirectUri, setRedirectUri] = useState(provider.redirectUri);
  const [checked, setChecked] = useState(false);
  const send = async (validateOnly: boolean, overwrite: boolean): Promise<IdentityProvider | undefined> => {
    const identityProvider = messageOf(provider.id, draft.value);
    const requestId = validateOnly ? "" : newRequestId();
    const answer = isNew
      ? await identity.createIdentityProvider({ identityProvider, validateOnly, requestId })
      : await identity.updateIdentityProvider({
          identityProvider,
          updateMask: { paths: pathsOf(draft.value) },
          etag: overwrite ? "" : draft.etag,
          validateOnly,
          requestId,
        });
    return answer.identityProvider;
  };
  const check = useAction(async () => {
    setRedirectUri((await send(true, false))?.redirectUri ?? redirectUri);
    setChecked(true);
  });
  const save = useAction(async (overwrite?: boolean) => {
    const saved = await send(false, overwrite ?? false);
    draft.reset();
    await fresh(IdentityService);
    toastDone(t("saved"));
    if (isNew) go(`/access/single-sign-on/${saved?.id ?? ""}`, { replace: true });
  });
  const failed = [save, check].find(({ error }) => error !== undefined);
  const unproven = failed !== undefined && isReason(failed.error, "EMAIL_DOMAIN_NOT_PROVEN");
  const set = (changes: Partial<EditedProvider>): void => {
    setChecked(false);
    draft.set(changes);
  };
  const fault = (field: string): string | undefined =>
    save.fault(field) ?? check.fault(field) ?? check.fault(`identity_provider.${field}`);
  const clear = (): void => {
    save.clear();
    check.clear();
  };
  const { name, issuer, clientId } = draft.value;
  return (
    <>
      {unproven && <DomainProof error={failed.error} />}
      <ConnectionFields
        value={draft.value}
        set={set}
        fault={fault}
        isNew={isNew}
        hasSecret={provider.hasClientSecret}
        redirectUri={redirectUri}
        foot={
          <>
            {!unproven && <FormProblem problem={problemOf(check, t)} />}
            {checked && (
              <Alert color="green" role="status" icon={<IconCircleCheck aria-hidden />}>
                {t("sso.checked")}
              </Alert>
            )}
            <Group>
              <Button
                variant="default"
                loading={check.pending}
                disabled={[name, issuer, clientId].some((text) => text.trim() === "")}
                onClick={() => void check.run()}
              >
                {t("sso.check")}
              </Button>
            </Group>
          </>
        }
      />
      <SwitchFields value={draft.value} set={set} />
      <GroupMappings value={draft.value} set={set} fault={fault} />
      <SaveBar
        draft={draft}
        save={{ ...save, clear, problem: unproven ? undefined : problemOf(save, t) }}
        reload={refetch}
        disabled={[name, issuer, clientId].some((text) => text.trim() === "")}
      />
    </>
  );
}

/** What is wrong with the provider itself, the server alone can say. */
const problemOf = (
  { error, problem }: Pick<Action<never, unknown>, "error" | "problem">,
  t: Texts,
): string | undefined =>
  isReason(error, "IDENTITY_PROVIDER_UNUSABLE")
    ? t("sso.unusable", { message: ConnectError.from(error).rawMessage })
    : problem;
