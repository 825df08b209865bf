import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { Permission } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { useClient } from "../../../app/client.ts";
import { dayFromToday, endOfDay } from "../../../app/day.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { DialogForm } from "../../../components/form-dialog.tsx";
import { PermissionPicker } from "../parts/permission-picker.tsx";
import { KeySecret } from "./key-secret.tsx";

/** What SCIM needs: it keeps employees and groups. */
const SCIM = [Permission.EMPLOYEES_READ, Permission.EMPLOYEES_MANAGE];
const USUAL_DAYS = 90;
const MOST_DAYS = 365;

/** Makes a key and shows its secret, this once. */
export function NewKey({ forScim, onClose }: { readonly forScim: boolean; readonly onClose: () => void }) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const [name, setName] = useState(forScim ? t("scim.name") : "");
  const [permissions, setPermissions] = useState<readonly Permission[]>(forScim ? SCIM : []);
  const [ends, setEnds] = useState(() => dayFromToday(forScim ? MOST_DAYS : USUAL_DAYS));
  const [secret, setSecret] = useState("");
  const action = useAction(async () => {
    const expireTime = endOfDay(ends);
    const made = await identity.createApiKey({
      apiKey: { name: name.trim(), permissions: [...permissions], ...(expireTime ? { expireTime } : {}) },
    });
    setSecret(made.secret);
    await fresh(IdentityService);
  });
  return (
    <Dialog
      title={t(secret ? "keys.madeTitle" : forScim ? "scim.new" : "keys.new")}
      size={forScim ? "lg" : "xl"}
      fillsPhone
      closeOnClickOutside={secret === ""}
      closeOnEscape={secret === ""}
      onClose={onClose}
    >
      {secret ? (
        <KeySecret secret={secret} forScim={forScim} onClose={onClose} />
      ) : (
        <DialogForm
          action={action}
          submit={t("keys.create")}
          disabled={name.trim() === "" || permissions.length === 0}
          onClose={onClose}
        >
          <TextInput
            data-autofocus
            label={t("keys.name")}
            description={t("keys.nameHint")}
            required
            maxLength={100}
            value={name}
            error={action.fault("name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            maw={280}
            label={t("keys.expires")}
            description={t("keys.expiresHint")}
            min={dayFromToday(1)}
            max={dayFromToday(MOST_DAYS)}
            value={ends}
            error={action.fault("expire_time")}
            onChange={(event) => setEnds(event.currentTarget.value)}
          />
          {forScim ? (
            <Text size="sm">{t("scim.may")}</Text>
          ) : (
            <PermissionPicker
              value={permissions}
              onChange={setPermissions}
              error={action.fault("permissions")}
            />
          )}
        </DialogForm>
      )}
    </Dialog>
  );
}
