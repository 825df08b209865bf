import { create } from "@bufbuild/protobuf";
import { Box, Button, Stack } from "@mantine/core";
import { useState } from "react";
import {
  type IdentityProvider,
  IdentityProviderSchema,
} from "#gen/countersign/identity/v1/identity_provider_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useList } from "../../../app/list.ts";
import { useGo, useParam } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { ProviderForm } from "./provider-form.tsx";

const NEW = create(IdentityProviderSchema, { enabled: true });

/** One identity provider, or a new one. */
export function ProviderPage() {
  const t = useTexts("access");
  const providerId = useParam("providerId");
  const isNew = providerId === "new";
  const list = useList(
    IdentityService.method.listIdentityProviders,
    { pageSize: 50 },
    (page) => page.identityProviders,
  );
  const [asking, setAsking] = useState(false);
  const provider = isNew ? NEW : list.rows.find(({ id }) => id === providerId);
  if (!provider && list.error)
    return <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />;
  if (!provider && list.first) return <StateBlock kind="not-found" />;
  return (
    <Box maw="64rem">
      <PageHeader
        title={isNew ? t("sso.add") : (provider?.name ?? "…")}
        crumbs={[{ to: "/access/single-sign-on", text: t("sso.title") }]}
        actions={
          provider &&
          !isNew && (
            <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
              {t("sso.delete")}
            </Button>
          )
        }
      />
      <Stack gap="lg">
        {provider ? (
          <ProviderForm key={providerId} provider={provider} refetch={list.refetch} />
        ) : (
          <ListSkeleton rows={3} height={180} />
        )}
        {asking && provider && <DeleteProvider provider={provider} onClose={() => setAsking(false)} />}
      </Stack>
    </Box>
  );
}

function DeleteProvider({
  provider,
  onClose,
}: {
  readonly provider: IdentityProvider;
  readonly onClose: () => void;
}) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const go = useGo();
  return (
    <ConfirmDialog
      title={t("sso.deleteTitle", { name: provider.name })}
      confirm={t("sso.delete")}
      word={provider.name}
      onClose={onClose}
      run={async () => {
        await identity.deleteIdentityProvider({
          identityProviderId: provider.id,
          etag: provider.etag,
          requestId: newRequestId(),
        });
        go("/access/single-sign-on");
        await fresh(IdentityService);
        toastDone(t("sso.deleted", { name: provider.name }));
      }}
    >
      {t("sso.deleteText")}
    </ConfirmDialog>
  );
}
