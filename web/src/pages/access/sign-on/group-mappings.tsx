import { Button, Group, MultiSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type PermissionRole, PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import classes from "../access.module.css";
import { CUSTOMER_ROLES, useCustomRoles } from "../parts/roles.ts";
import type { EditedMapping, EditedProvider } from "./edited-provider.ts";

/** Which groups at the provider give which roles here, at each login. */
export function GroupMappings({
  value,
  set,
  fault,
}: {
  readonly value: EditedProvider;
  readonly set: (changes: Partial<EditedProvider>) => void;
  readonly fault: (field: string) => string | undefined;
}) {
  const t = useTexts("access");
  const { groupMappings } = value;
  const change = (i: number, mapping: Partial<EditedMapping>): void =>
    set({ groupMappings: groupMappings.map((one, at) => (at === i ? { ...one, ...mapping } : one)) });
  return (
    <Section title={t("sso.groups.title")} text={t("sso.groups.text")}>
      <Stack>
        <TextInput
          maw={320}
          label={t("sso.groups.claim")}
          description={t("sso.groups.claimHint")}
          value={value.groupClaim}
          error={fault("group_claim")}
          onChange={(event) => set({ groupClaim: event.currentTarget.value })}
        />
        {groupMappings.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("sso.groups.none")}
          </Text>
        )}
        {groupMappings.map((mapping, i) => (
          <Mapping
            // biome-ignore lint/suspicious/noArrayIndexKey: a mapping keeps its place while it is edited
            key={i}
            mapping={mapping}
            number={i + 1}
            error={fault(`group_mappings[${i}].group`)}
            onChange={(next) => change(i, next)}
            onRemove={() => set({ groupMappings: groupMappings.filter((_, at) => at !== i) })}
          />
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() =>
              set({ groupMappings: [...groupMappings, { group: "", roles: [], customRoleIds: [] }] })
            }
          >
            {t("sso.groups.add")}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function Mapping({
  mapping,
  number,
  error,
  onChange,
  onRemove,
}: {
  readonly mapping: EditedMapping;
  readonly number: number;
  readonly error: string | undefined;
  readonly onChange: (changes: Partial<EditedMapping>) => void;
  readonly onRemove: () => void;
}) {
  const t = useTexts("access");
  const { roles: custom } = useCustomRoles();
  return (
    <fieldset className={classes.mapping} aria-label={t("sso.groups.mapping", { number })}>
      <TextInput
        label={t("sso.groups.group")}
        value={mapping.group}
        error={error}
        onChange={(event) => onChange({ group: event.currentTarget.value })}
      />
      <MultiSelect
        label={t("sso.groups.roles")}
        data={[
          ...CUSTOMER_ROLES.map((role) => ({
            value: String(role),
            label: t(`role.${enumName(PermissionRoleSchema, role)}`),
          })),
          ...custom.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={[...mapping.roles.map(String), ...mapping.customRoleIds]}
        onChange={(chosen) =>
          onChange({
            roles: chosen.filter((one) => !one.startsWith("crl_")).map(Number) as PermissionRole[],
            customRoleIds: chosen.filter((one) => one.startsWith("crl_")),
          })
        }
      />
      <Button variant="default" aria-label={t("sso.groups.removeNamed", { number })} onClick={onRemove}>
        {t("sso.groups.remove")}
      </Button>
    </fieldset>
  );
}
