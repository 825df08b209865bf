import { IconId, IconKey, IconLogin2, IconUserShield } from "@tabler/icons-react";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { Area } from "../../app/area.ts";
import { ACCESS_MANAGERS, PROVIDER_MANAGERS, USERS_READERS } from "./who.ts";

const { CUSTOMER_ADMIN, AUDITOR } = PermissionRole;

/** Others find the pages by a link; in the navigation they would be in the way. */
const inNavigation = {
  roles: [CUSTOMER_ADMIN, AUDITOR],
  permissions: [Permission.USERS_READ, Permission.USERS_MANAGE],
};

/** Who can sign in, what they may do, and how they prove who they are. */
export const access: Area = {
  texts: "access",
  pages: [
    {
      path: "/access/users",
      who: USERS_READERS,
      load: () => import("./users/users-page.tsx").then((file) => file.UsersPage),
    },
    {
      path: "/access/users/$userId",
      who: USERS_READERS,
      load: () => import("./users/user-page.tsx").then((file) => file.UserPage),
    },
    {
      path: "/access/roles",
      who: USERS_READERS,
      load: () => import("./roles/roles-page.tsx").then((file) => file.RolesPage),
    },
    {
      path: "/access/roles/$roleId",
      who: USERS_READERS,
      load: () => import("./roles/role-page.tsx").then((file) => file.RolePage),
    },
    {
      path: "/access/single-sign-on",
      who: PROVIDER_MANAGERS,
      load: () => import("./sign-on/providers-page.tsx").then((file) => file.ProvidersPage),
    },
    {
      path: "/access/single-sign-on/$providerId",
      who: PROVIDER_MANAGERS,
      load: () => import("./sign-on/provider-page.tsx").then((file) => file.ProviderPage),
    },
    {
      path: "/access/api-keys",
      who: ACCESS_MANAGERS,
      load: () => import("./keys/keys-page.tsx").then((file) => file.KeysPage),
    },
  ],
  nav: [
    { to: "/access/users", text: "users", icon: IconUserShield, group: "administration", who: inNavigation },
    { to: "/access/roles", text: "roles", icon: IconId, group: "administration", who: inNavigation },
    {
      to: "/access/single-sign-on",
      text: "signOn",
      icon: IconLogin2,
      group: "administration",
      who: PROVIDER_MANAGERS,
    },
    { to: "/access/api-keys", text: "apiKeys", icon: IconKey, group: "administration", who: ACCESS_MANAGERS },
  ],
};
