import type { DescMethod } from "@bufbuild/protobuf";
import {
  Permission,
  type PermissionRole,
  PermissionRoleSchema,
  PermissionSchema,
} from "#gen/countersign/common/v1/access_pb.ts";
import { accessOf } from "../../runtime/rpc/access.ts";
import type { Constellation } from "../../runtime/testing/constellation.ts";
import type { TestUser } from "../../runtime/testing/test-tokens.ts";
import { CUSTOMER_ROLES } from "./inhabit.ts";
import type { SecurityWorld } from "./world.ts";

/** Somebody or something that calls. What they hold depends on the method where they hold "just what it asks for". */
export interface Caller {
  readonly name: string;
  /** Whose service token goes with the call: the gateway's proves nothing by itself. */
  readonly peer: "gateway" | "audit";
  /** The token's content for a method; undefined: no access token. */
  readonly user: (method: DescMethod) => TestUser | undefined;
}

const EVERY_PERMISSION: readonly Permission[] = PermissionSchema.values
  .map((value) => value.number as Permission)
  .filter((permission) => permission !== Permission.UNSPECIFIED);

/** The permission that a method asks of custom roles and API keys; undefined when none is enough. */
export function permissionOf(method: DescMethod): Permission | undefined {
  const rule = accessOf(method);
  if (rule.case !== "roles" || rule.value.permission === Permission.UNSPECIFIED) return undefined;
  return rule.value.permission;
}

/** Every kind of caller that there is. Users belong to the world's own customer. */
export function callersOf(world: SecurityWorld): readonly Caller[] {
  const { net, own } = world;
  const holding = (roles: readonly PermissionRole[], permissions: readonly Permission[], apiKey = false) => {
    const user = net.user(own.customerId, roles, {
      employeeId: own.everybody.employeeId,
      permissions,
      ...(apiKey ? { userId: net.newId("apk"), employeeId: "", apiKeyMaker: own.everybody.userId } : {}),
    });
    return () => user;
  };
  const perMethod = (choose: (wanted: Permission | undefined) => readonly Permission[], apiKey = false) => {
    const users = new Map<Permission | undefined, TestUser>();
    return (method: DescMethod): TestUser => {
      const wanted = permissionOf(method);
      const user = users.get(wanted) ?? holding([], choose(wanted), apiKey)();
      users.set(wanted, user);
      return user;
    };
  };
  const everything = holding(CUSTOMER_ROLES, EVERY_PERMISSION)();
  const enrolling = (): TestUser => ({ ...everything, enrolling: true });
  const just = (wanted: Permission | undefined) => (wanted === undefined ? [] : [wanted]);
  const allBut = (wanted: Permission | undefined) => EVERY_PERMISSION.filter((one) => one !== wanted);
  const gateway = { peer: "gateway" } as const;
  return [
    { name: "nobody", ...gateway, user: () => undefined },
    { name: "a service", peer: "audit", user: () => undefined },
    { name: "PLATFORM_ADMIN", ...gateway, user: () => net.operator() },
    ...CUSTOMER_ROLES.map((role) => ({
      name: roleName(role),
      ...gateway,
      user: holding([role], []),
    })),
    { name: "a user of no role", ...gateway, user: holding([], []) },
    { name: "a user who has to set up an authenticator", ...gateway, user: enrolling },
    { name: "a custom role with just the permission", ...gateway, user: perMethod(just) },
    { name: "a custom role with all other permissions", ...gateway, user: perMethod(allBut) },
    { name: "an API key with just the permission", ...gateway, user: perMethod(just, true) },
    { name: "an API key with all other permissions", ...gateway, user: perMethod(allBut, true) },
  ];
}

/** A user of a customer that was deleted after they had signed in. */
export const orphan = (net: Constellation, customerId: string): Caller => {
  const user = net.user(customerId, CUSTOMER_ROLES, { permissions: EVERY_PERMISSION });
  return { name: "a user of a deleted customer", peer: "gateway", user: () => user };
};

const roleName = (role: PermissionRole): string =>
  PermissionRoleSchema.values.find((value) => value.number === role)?.localName ?? String(role);
