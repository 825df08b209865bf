import { SimpleGrid, Stack, TextInput } from "@mantine/core";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { useAction } from "../../../app/action.ts";
import { useClient } from "../../../app/client.ts";
import { dayFromToday, dayOf, endOfDay } from "../../../app/day.ts";
import { useDraft } from "../../../app/draft.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { SaveBar } from "../../../components/save-bar.tsx";
import { Section } from "../../../components/section.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { type Held, RolePicker } from "../parts/role-picker.tsx";
import { useInCustomer } from "../parts/roles.ts";

interface Edited extends Held {
  readonly displayName: string;
  readonly email: string;
  /** A day, or "". */
  readonly ends: string;
}

const editedOf = (user: User): Edited => ({
  displayName: user.displayName,
  email: user.email,
  roles: [...user.roles].sort((a, b) => a - b),
  customRoleIds: [...user.customRoleIds].sort(),
  ends: dayOf(user.accessEndTime),
});

/** What of a user can be changed. A change of roles ends their sessions, so that it counts at once. */
export function UserForm({
  user,
  readOnly,
  refetch,
}: {
  readonly user: User;
  readonly readOnly: boolean;
  readonly refetch: () => Promise<unknown>;
}) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const fresh = useFresh();
  const inCustomer = useInCustomer();
  const draft = useDraft(editedOf(user), user.etag);
  const { displayName, email, roles, customRoleIds, ends } = draft.value;
  const save = useAction(async (overwrite = false) => {
    const accessEndTime = endOfDay(ends);
    await identity.updateUser({
      user: {
        id: user.id,
        displayName: displayName.trim(),
        email: email.trim(),
        roles: [...roles],
        customRoleIds: [...customRoleIds],
        ...(accessEndTime ? { accessEndTime } : {}),
      },
      updateMask: { paths: changedPaths(editedOf(user), draft.value) },
      etag: overwrite ? "" : draft.etag,
    });
    await fresh(IdentityService);
    draft.reset();
    toastDone(t("saved"));
  });
  return (
    <>
      <Section title={t("user.profile")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t("invite.name")}
            value={displayName}
            readOnly={readOnly}
            error={save.fault("display_name")}
            onChange={(event) => draft.set({ displayName: event.currentTarget.value })}
          />
          <TextInput
            label={t("invite.email")}
            type="email"
            value={email}
            readOnly={readOnly}
            error={save.fault("email")}
            onChange={(event) => draft.set({ email: event.currentTarget.value })}
          />
        </SimpleGrid>
      </Section>
      {inCustomer && (
        <Section title={t("user.roles")} text={t("user.rolesText")}>
          <Stack gap="lg">
            <RolePicker
              value={{ roles, customRoleIds }}
              disabled={readOnly}
              error={save.fault("roles")}
              onChange={(held) =>
                draft.set({
                  roles: [...held.roles].sort((a, b) => a - b),
                  customRoleIds: [...held.customRoleIds].sort(),
                })
              }
            />
            <TextInput
              type="date"
              maw={280}
              label={t("user.ends.label")}
              description={t("user.ends.hint")}
              min={dayFromToday(0)}
              value={ends}
              readOnly={readOnly}
              error={save.fault("access_end_time")}
              onChange={(event) => draft.set({ ends: event.currentTarget.value })}
            />
          </Stack>
        </Section>
      )}
      <SaveBar
        draft={draft}
        save={save}
        reload={refetch}
        disabled={roles.length + customRoleIds.length === 0}
      />
    </>
  );
}

const PATHS: Readonly<Record<keyof Edited, string>> = {
  displayName: "display_name",
  email: "email",
  roles: "roles",
  customRoleIds: "custom_role_ids",
  ends: "access_end_time",
};

const changedPaths = (before: Edited, after: Edited): string[] =>
  (Object.keys(PATHS) as (keyof Edited)[])
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => PATHS[key]);
