import { Button, Tooltip } from "@mantine/core";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Role } from "#gen/countersign/identity/v1/role_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";

/** Deletes a role that nobody holds. */
export function DeleteRole({ role }: { readonly role: Role }) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const go = useGo();
  const [asking, setAsking] = useState(false);
  const held = role.holderCount > 0;
  return (
    <>
      <Tooltip label={t("role.inUse", { count: role.holderCount })} disabled={!held}>
        <Button
          variant="default"
          c={held ? undefined : "var(--mantine-color-error)"}
          aria-disabled={held}
          data-disabled={held || undefined}
          onClick={() => !held && setAsking(true)}
        >
          {t("role.delete")}
        </Button>
      </Tooltip>
      {asking && (
        <ConfirmDialog
          title={t("role.deleteTitle", { name: role.name })}
          confirm={t("role.delete")}
          onClose={() => setAsking(false)}
          run={async () => {
            await identity.deleteRole({ roleId: role.id, etag: role.etag, requestId: newRequestId() });
            go("/access/roles");
            await fresh(IdentityService);
            toastDone(t("role.deleted", { name: role.name }));
          }}
        >
          {t("role.deleteText")}
        </ConfirmDialog>
      )}
    </>
  );
}
