import { Button } from "@mantine/core";
import { useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";

/** Deletes a group, after saying what ends with it. */
export function DeleteGroup({ group: { id, name, etag, memberCount } }: { readonly group: Group }) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const go = useGo();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
        {t("group.delete")}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t("group.deleteTitle", { name })}
          confirm={t("group.delete")}
          onClose={() => setAsking(false)}
          run={async () => {
            await client.deleteGroup({ groupId: id, etag, requestId: newRequestId() });
            go("/groups", { replace: true });
            toastDone(t("group.deleted", { name }));
            await fresh(EmployeeService);
          }}
        >
          {t("group.deleteText", { count: memberCount })}
        </ConfirmDialog>
      )}
    </>
  );
}
