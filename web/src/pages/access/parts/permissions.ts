import { useQuery } from "@connectrpc/connect-query";
import { Permission, PermissionSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { PermissionInfo } from "#gen/countersign/identity/v1/role_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { type Me, useMe } from "../../../app/session.tsx";
import { type Texts, useTexts } from "../../../app/texts.ts";

const {
  SETTINGS_READ,
  SETTINGS_MANAGE,
  USERS_READ,
  USERS_MANAGE,
  ACCESS_MANAGE,
  EMPLOYEES_READ,
  EMPLOYEES_MANAGE,
  TEMPLATES_READ,
  TEMPLATES_MANAGE,
  POLICIES_READ,
  POLICIES_WRITE,
  POLICIES_APPROVE,
  POLICIES_PUBLISH,
} = Permission;

/** Parts of the work, each with its permissions; what is not named here comes last. */
const GROUPS: readonly (readonly [name: string, permissions: readonly Permission[]])[] = [
  [
    "policies",
    [POLICIES_READ, POLICIES_WRITE, POLICIES_APPROVE, POLICIES_PUBLISH, TEMPLATES_READ, TEMPLATES_MANAGE],
  ],
  ["signatures", [Permission.ACKNOWLEDGEMENTS_READ, Permission.ACKNOWLEDGEMENTS_MANAGE]],
  ["people", [EMPLOYEES_READ, EMPLOYEES_MANAGE]],
  ["compliance", [Permission.COMPLIANCE_READ, Permission.COMPLIANCE_MANAGE, Permission.AUDIT_READ]],
  ["administration", [SETTINGS_READ, SETTINGS_MANAGE, USERS_READ, USERS_MANAGE, ACCESS_MANAGE]],
  ["messages", [Permission.NOTIFICATIONS_READ, Permission.NOTIFICATIONS_MANAGE]],
];

/** A permission as it is shown. */
export interface ShownPermission {
  readonly permission: Permission;
  readonly title: string;
  readonly description: string;
  readonly info: PermissionInfo;
  /** Nobody grants what they do not hold. */
  readonly held: boolean;
}

/** Permissions that belong together. */
export interface PermissionGroup {
  readonly title: string;
  readonly permissions: readonly ShownPermission[];
}

/** The catalogue of permissions, in the reader's language as far as it is known. */
export function usePermissions() {
  const t = useTexts("access");
  const me = useMe();
  const query = useQuery(IdentityService.method.listPermissions, {}, { staleTime: Number.POSITIVE_INFINITY });
  const all = (query.data?.permissions ?? []).map((info) => shownOf(info, me, t));
  const grouped = new Set(GROUPS.flatMap(([, permissions]) => permissions));
  const rest = all.filter(({ permission }) => !grouped.has(permission));
  const groups = [
    ...GROUPS.map(([name, permissions]) => ({
      title: t(`permissionGroup.${name}`),
      permissions: permissions.flatMap((one) => all.find(({ permission }) => permission === one) ?? []),
    })),
    { title: t("permissionGroup.other"), permissions: rest },
  ].filter(({ permissions }) => permissions.length > 0);
  return { groups, all, error: query.error, isPending: query.isPending, refetch: query.refetch };
}

function shownOf(info: PermissionInfo, me: Me, t: Texts): ShownPermission {
  const key = `permission.${enumName(PermissionSchema, info.permission)}`;
  const [title, description] = [t(`${key}.title`), t(`${key}.text`)];
  return {
    permission: info.permission,
    title: title === `${key}.title` ? info.title : title,
    description: description === `${key}.text` ? info.description : description,
    info,
    held: me.permissions.has(info.permission) || info.roles.some((role) => me.roles.has(role)),
  };
}
