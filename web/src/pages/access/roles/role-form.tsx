import { Anchor, Stack, Textarea, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Permission } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Role } from "#gen/countersign/identity/v1/role_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useDraft } from "../../../app/draft.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { SaveBar } from "../../../components/save-bar.tsx";
import { Section } from "../../../components/section.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { PermissionPicker } from "../parts/permission-picker.tsx";

interface Edited {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

const editedOf = ({ name, description, permissions }: Role): Edited => ({
  name,
  description,
  permissions: [...permissions].sort((a, b) => a - b),
});

/** Name and permissions of a role; an empty id makes a new one. */
export function RoleForm({ role, readOnly }: { readonly role: Role; readonly readOnly: boolean }) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const go = useGo();
  const draft = useDraft(editedOf(role), role.etag);
  const { name, description, permissions } = draft.value;
  const save = useAction(async (overwrite = false) => {
    const values = { name: name.trim(), description: description.trim(), permissions: [...permissions] };
    const requestId = newRequestId();
    if (role.id === "") {
      const made = await identity.createRole({ role: values, requestId });
      draft.reset();
      await fresh(IdentityService);
      toastDone(t("role.created", { name: values.name }));
      go(`/access/roles/${made.role?.id ?? ""}`, { replace: true });
      return;
    }
    await identity.updateRole({
      role: { id: role.id, ...values },
      updateMask: { paths: ["name", "description", "permissions"] },
      etag: overwrite ? "" : draft.etag,
      requestId,
    });
    await fresh(IdentityService);
    draft.reset();
    toastDone(t("saved"));
  });
  return (
    <>
      <Section title={t("role.about")}>
        <Stack>
          <TextInput
            label={t("role.name")}
            maw={420}
            required
            maxLength={100}
            value={name}
            readOnly={readOnly}
            error={save.fault("name")}
            onChange={(event) => draft.set({ name: event.currentTarget.value })}
          />
          <Textarea
            label={t("role.description")}
            autosize
            minRows={2}
            maxLength={1000}
            value={description}
            readOnly={readOnly}
            error={save.fault("description")}
            onChange={(event) => draft.set({ description: event.currentTarget.value })}
          />
          {role.id !== "" && (
            <Anchor
              size="sm"
              renderRoot={(props) => <Link to={`/access/users?customRole=${role.id}`} {...props} />}
            >
              {t("role.holders", { count: role.holderCount })}
            </Anchor>
          )}
        </Stack>
      </Section>
      <Section title={t("role.permissions")} text={t("role.permissionsText")}>
        <PermissionPicker
          value={permissions}
          disabled={readOnly}
          error={save.fault("permissions")}
          onChange={(next) => draft.set({ permissions: next })}
        />
      </Section>
      <SaveBar
        draft={draft}
        save={save}
        reload={() => fresh(IdentityService)}
        disabled={name.trim() === "" || permissions.length === 0}
      />
    </>
  );
}
