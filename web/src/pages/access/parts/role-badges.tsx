import { Badge, Group } from "@mantine/core";
import { type PermissionRole, PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import type { Role } from "#gen/countersign/identity/v1/role_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";

/** What somebody may do, in a few words. */
export function RoleBadges({
  roles,
  customRoleIds,
  known,
}: {
  readonly roles: readonly PermissionRole[];
  readonly customRoleIds: readonly string[];
  /** The customer's own roles. */
  readonly known: readonly Role[];
}) {
  const t = useTexts();
  return (
    <Group gap={4}>
      {roles.map((role) => (
        <Badge key={role} variant="default">
          {t(`role.${enumName(PermissionRoleSchema, role)}`)}
        </Badge>
      ))}
      {customRoleIds.map((id) => (
        <Badge key={id} variant="outline" color="gray" c="inherit">
          {known.find((role) => role.id === id)?.name ?? "…"}
        </Badge>
      ))}
    </Group>
  );
}
