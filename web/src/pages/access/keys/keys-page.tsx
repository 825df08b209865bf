import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { ApiKey } from "#gen/countersign/identity/v1/api_key_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useList } from "../../../app/list.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import type { Column } from "../../../components/table/column.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { agoText, dayText } from "../../../time.ts";
import { usePermissions } from "../parts/permissions.ts";
import { NewKey } from "./new-key.tsx";
import { Provisioning } from "./provisioning.tsx";

/** Keys for programs, and tokens for SCIM: who has one, what it may do, until when. */
export function KeysPage() {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const [search, change] = useUrlState();
  const [revoking, setRevoking] = useState<ApiKey | undefined>(undefined);
  const ended = search.ended === "1";
  const list = useList(
    IdentityService.method.listApiKeys,
    { pageSize: 100, showEnded: ended },
    (page) => page.apiKeys,
  );
  const { all } = usePermissions();
  const columns = useMemo(
    (): readonly Column<ApiKey>[] => [
      {
        key: "name",
        header: t("keys.column.name"),
        width: "minmax(11rem, 1.4fr)",
        onPhone: "title",
        cell: (key) => (
          <Text size="sm" fw={600}>
            {key.name}
          </Text>
        ),
      },
      {
        key: "permissions",
        header: t("keys.column.permissions"),
        width: "minmax(14rem, 2fr)",
        cell: (key) => (
          <Text size="sm">
            {key.permissions
              .map((one) => all.find(({ permission }) => permission === one)?.title ?? "…")
              .join(", ")}
          </Text>
        ),
      },
      {
        key: "expires",
        header: t("keys.column.expires"),
        width: "8rem",
        cell: (key) => dayText(key.expireTime),
      },
      {
        key: "used",
        header: t("keys.column.used"),
        width: "8rem",
        cell: (key) => (key.lastUseTime ? agoText(key.lastUseTime) : t("keys.unused")),
      },
      {
        key: "act",
        header: t("keys.column.state"),
        width: "8.5rem",
        cell: (key) => <KeyState apiKey={key} onRevoke={() => setRevoking(key)} />,
      },
    ],
    [t, all],
  );
  const commands = useMemo(
    (): readonly Command[] => [
      { id: "keys.new", label: t("keys.new"), run: () => change({ new: "key" }) },
      { id: "keys.scim", label: t("scim.new"), run: () => change({ new: "scim" }) },
    ],
    [t, change],
  );
  useCommands(commands);
  return (
    <Stack gap="lg">
      <div>
        <PageHeader
          title={t("keys.title")}
          text={t("keys.text")}
          actions={
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ new: "key" })}>
              {t("keys.new")}
            </Button>
          }
        />
        <Checkbox
          mb="sm"
          label={t("keys.showEnded")}
          checked={ended}
          onChange={(event) => change({ ended: event.currentTarget.checked ? "1" : "" })}
        />
        <DataTable
          label={t("keys.title")}
          columns={columns}
          list={list}
          rowKey={(key) => key.id}
          height="28rem"
          empty={<StateBlock kind="empty" title={t("keys.none")} text={t("keys.noneText")} small />}
        />
      </div>
      <Provisioning onNew={() => change({ new: "scim" })} />
      {search.new && <NewKey forScim={search.new === "scim"} onClose={() => change({ new: "" })} />}
      {revoking && (
        <ConfirmDialog
          title={t("keys.revokeTitle", { name: revoking.name })}
          confirm={t("keys.revoke")}
          onClose={() => setRevoking(undefined)}
          run={async () => {
            await identity.revokeApiKey({ apiKeyId: revoking.id, requestId: newRequestId() });
            await fresh(IdentityService);
            toastDone(t("keys.revoked", { name: revoking.name }));
          }}
        >
          {t("keys.revokeText")}
        </ConfirmDialog>
      )}
    </Stack>
  );
}

function KeyState({ apiKey, onRevoke }: { readonly apiKey: ApiKey; readonly onRevoke: () => void }) {
  const t = useTexts("access");
  if (apiKey.revokeTime) return <StatusBadge tone="neutral">{t("keys.state.revoked")}</StatusBadge>;
  if (apiKey.expireTime && timestampDate(apiKey.expireTime) <= new Date())
    return <StatusBadge tone="neutral">{t("keys.state.expired")}</StatusBadge>;
  return (
    <Button
      size="compact-sm"
      variant="default"
      c="var(--mantine-color-error)"
      aria-label={t("keys.revokeNamed", { name: apiKey.name })}
      onClick={onRevoke}
    >
      {t("keys.revoke")}
    </Button>
  );
}
