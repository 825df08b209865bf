import { Checkbox, Stack, Text } from "@mantine/core";
import { PermissionRole, PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { CUSTOMER_ROLES, useCustomRoles, useInCustomer } from "./roles.ts";

/** What a user holds. */
export interface Held {
  readonly roles: readonly PermissionRole[];
  readonly customRoleIds: readonly string[];
}

/** Chooses roles, each with what it is for. */
export function RolePicker({
  value,
  onChange,
  error,
  disabled = false,
  withCustom = true,
}: {
  readonly value: Held;
  readonly onChange: (held: Held) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly withCustom?: boolean;
}) {
  const t = useTexts("access");
  const { roles: custom } = useCustomRoles();
  const offered = useInCustomer() ? CUSTOMER_ROLES : [PermissionRole.PLATFORM_ADMIN];
  return (
    <Stack gap="md">
      <Checkbox.Group
        label={t("roles.pick")}
        value={value.roles.map(String)}
        error={error}
        onChange={(next) => onChange({ ...value, roles: next.map(Number) as PermissionRole[] })}
      >
        <Stack gap="xs" mt="xs">
          {offered.map((role) => {
            const name = enumName(PermissionRoleSchema, role);
            return (
              <Checkbox
                key={role}
                value={String(role)}
                label={t(`role.${name}`)}
                description={t(`roleText.${name}`)}
                disabled={disabled}
              />
            );
          })}
        </Stack>
      </Checkbox.Group>
      {withCustom && custom.length > 0 && (
        <Checkbox.Group
          label={t("roles.pickCustom")}
          value={[...value.customRoleIds]}
          onChange={(customRoleIds) => onChange({ ...value, customRoleIds })}
        >
          <Stack gap="xs" mt="xs">
            {custom.map((role) => (
              <Checkbox
                key={role.id}
                value={role.id}
                label={role.name}
                description={role.description}
                disabled={disabled}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {value.roles.includes(PermissionRole.AUDITOR) && (
        <Text size="sm" c="dimmed">
          {t("roles.auditorEnds")}
        </Text>
      )}
    </Stack>
  );
}
