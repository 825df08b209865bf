import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import type { Role } from "#gen/countersign/identity/v1/role_pb.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { bearing, PASSWORD, SignInWorld } from "./sign-in-world.ts";
import { revocations, subjects } from "./told.ts";

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

const role = async (admin: TestUser, name: string, ...permissions: Permission[]): Promise<Role> => {
  const { role: made } = await world.as(admin).createRole({ role: { name, permissions } });
  if (!made) throw new Error("no role came back");
  return made;
};
const permsIn = (token: string) => decodeJwt(token).perms;
let addresses = 0;
const holder = async (admin: TestUser, customRoleIds: string[], roles: PermissionRole[] = []) => {
  addresses += 1;
  const user = {
    email: `h${addresses}@roles.example`,
    displayName: `Holder ${addresses}`,
    roles,
    customRoleIds,
  };
  const { user: made } = await world.as(admin).createUser({ user, password: PASSWORD });
  if (!made) throw new Error("no user came back");
  return made;
};

test("a custom role lets its holders in where its permissions do, and nowhere else", async () => {
  const { admin, customerId } = await world.customer("Custom");
  const reader = await role(admin, "Reader of users", Permission.USERS_READ);
  const user = await holder(admin, [reader.id]);
  expect(user).toMatchObject({ roles: [], customRoleIds: [reader.id] });
  const signedIn = await world.signIn(user.email);
  expect(permsIn(signedIn.tokens.accessToken)).toEqual([Permission.USERS_READ]);
  const { users } = await world.as().listUsers({ customRoleId: reader.id }, bearing(signedIn));
  expect(users.map(({ id }) => id)).toEqual([user.id]);
  const create = world
    .as()
    .createRole({ role: { name: "More", permissions: [Permission.USERS_READ] } }, bearing(signedIn));
  expect(await refusal(create)).toBe("PermissionDenied ROLE_REQUIRED");
  const { roles } = await world.as().listRoles({}, bearing(signedIn));
  expect(roles).toMatchObject([{ id: reader.id, holderCount: 1 }]);
  expect(await subjects(world.net, customerId, "RoleCreated")).toEqual([reader.id]);
});

test("names are unique in a customer, other customers' roles are not there, request_id gives the same role", async () => {
  const { admin } = await world.customer("Names");
  const other = await world.customer("Other names");
  const first = await role(admin, "Clerk", Permission.POLICIES_READ);
  expect(await refusal(role(admin, "  clerk ", Permission.POLICIES_READ))).toBe(
    "AlreadyExists ROLE_NAME_TAKEN",
  );
  await role(other.admin, "Clerk", Permission.POLICIES_READ);
  const foreign = world.as(other.admin).updateRole({ role: { id: first.id, name: "Mine" } });
  expect(await refusal(foreign)).toBe("NotFound ROLE_NOT_FOUND");
  expect(await refusal(holder(other.admin, [first.id]))).toBe("NotFound ROLE_NOT_FOUND");
  const request = {
    role: { name: "Twice", permissions: [Permission.AUDIT_READ] },
    requestId: randomUUID(),
  };
  const [one, two] = [await world.as(admin).createRole(request), await world.as(admin).createRole(request)];
  expect(two.role?.id).toBe(one.role?.id);
  const names = (await world.as(admin).listRoles({})).roles.map(({ name }) => name);
  expect(names).toEqual(["Clerk", "Twice"]);
});

test("what a role allows newly counts from its holders' next refresh, a name stays with its etag", async () => {
  const { admin, customerId } = await world.customer("Changing");
  const made = await role(admin, "Changing", Permission.USERS_READ, Permission.POLICIES_READ);
  const user = await holder(admin, [made.id]);
  const signedIn = await world.signIn(user.email);
  const narrowed = { id: made.id, permissions: [Permission.POLICIES_READ] };
  const { role: after } = await world.as(admin).updateRole({ role: narrowed, etag: made.etag });
  expect(after).toMatchObject({ name: "Changing", permissions: [Permission.POLICIES_READ] });
  const stale = world.as(admin).updateRole({ role: { id: made.id, name: "Late" }, etag: made.etag });
  expect(await refusal(stale)).toBe("Aborted ETAG_MISMATCH");
  const refreshed = await world.refresh(signedIn.tokens.refreshToken);
  expect(permsIn(refreshed.tokens.accessToken)).toEqual([Permission.POLICIES_READ]);
  await world.as(admin).updateRole({ role: narrowed });
  expect(await subjects(world.net, customerId, "RoleUpdated")).toEqual([made.id]);
});

test("a role that somebody holds stays; taking it away ends their sessions, and then it goes", async () => {
  const { admin, customerId } = await world.customer("Deleting");
  const made = await role(admin, "Held", Permission.USERS_READ);
  const user = await holder(admin, [made.id], [PermissionRole.EMPLOYEE]);
  const signedIn = await world.signIn(user.email);
  const remove = () => world.as(admin).deleteRole({ roleId: made.id });
  expect(await refusal(remove())).toBe("FailedPrecondition ROLE_IN_USE");
  await world.as(admin).updateUser({ user: { id: user.id }, updateMask: { paths: ["custom_role_ids"] } });
  expect(await revocations(world.net, customerId)).toEqual([
    [signedIn.session.id, SessionRevocationReason.ROLES_CHANGED],
  ]);
  await remove();
  expect(await refusal(remove())).toBe("NotFound ROLE_NOT_FOUND");
  expect(await subjects(world.net, customerId, "RoleDeleted")).toEqual([made.id]);
});

test("giving a role away while it is deleted ends one way or the other, never with a role that isn't there", async () => {
  const { admin } = await world.customer("Racing");
  for (let round = 0; round < 5; round++) {
    const made = await role(admin, `Raced ${round}`, Permission.USERS_READ);
    const [given, removed] = await Promise.allSettled([
      holder(admin, [made.id]),
      world.as(admin).deleteRole({ roleId: made.id }),
    ]);
    expect([given.status, removed.status].sort()).toEqual(["fulfilled", "rejected"]);
    const { roles } = await world.as(admin).listRoles({});
    const kept = roles.find(({ id }) => id === made.id);
    expect(kept?.holderCount).toBe(given.status === "fulfilled" ? 1 : undefined);
  }
});

test("nobody grants what they do not hold, by a role, a user, or their own", async () => {
  const { admin, customerId, first } = await world.customer("Bounded");
  const manager = world.net.user(customerId, [PermissionRole.EMPLOYEE], {
    permissions: [Permission.USERS_READ, Permission.USERS_MANAGE, Permission.ACCESS_MANAGE],
  });
  const denied = "PermissionDenied PERMISSION_NOT_GRANTABLE";
  expect(await refusal(role(manager, "Beyond", Permission.AUDIT_READ))).toBe(denied);
  const strong = await role(admin, "Strong", Permission.AUDIT_READ);
  const weak = await role(manager, "Weak", Permission.USERS_READ);
  const widen = { id: weak.id, permissions: [Permission.USERS_READ, Permission.AUDIT_READ] };
  expect(await refusal(world.as(manager).updateRole({ role: widen }))).toBe(denied);
  expect(await refusal(holder(manager, [strong.id]))).toBe(denied);
  for (const given of [PermissionRole.CUSTOMER_ADMIN, PermissionRole.AUDITOR, PermissionRole.APPROVER])
    expect(await refusal(holder(manager, [], [given]))).toBe(denied);
  const user = await holder(manager, [weak.id], [PermissionRole.EMPLOYEE]);
  const raise = world.as(manager).updateUser({ user: { id: user.id, roles: [PermissionRole.HR] } });
  expect(await refusal(raise)).toBe(denied);

  const more = "PermissionDenied USER_HOLDS_MORE";
  const takeOver = world.as(manager).updateUser({ user: { id: first.id, email: "mine@roles.example" } });
  expect(await refusal(takeOver)).toBe(more);
  expect(await refusal(world.as(manager).deactivateUser({ userId: first.id }))).toBe(more);
  await world.as(manager).deactivateUser({ userId: user.id });
});

test("the catalogue says what there is, which role has it and which methods it opens", async () => {
  const { admin } = await world.customer("Catalogue");
  const { permissions } = await world.as(admin).listPermissions({});
  expect(permissions).toHaveLength(20);
  const approve = permissions.find(({ permission }) => permission === Permission.POLICIES_APPROVE);
  expect(approve?.roles).toContain(PermissionRole.APPROVER);
  expect(approve?.roles).not.toContain(PermissionRole.AUDITOR);
  expect(approve?.methods).toContain("countersign.policy.v1.PolicyService/ApprovePolicy");
});
