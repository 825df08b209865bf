import { fromBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { LoginRolesMappedSchema } from "#gen/countersign/identity/v1/identity_provider_events_pb.ts";
import { refusal } from "../../../../runtime/testing/refusal.ts";
import { subjects } from "../told.ts";
import { type SsoCustomer, SsoWorld, verified } from "./sso-world.ts";
import { CLIENT, type TestProvider } from "./test-provider.ts";

const { EMPLOYEE, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, AUDITOR, PLATFORM_ADMIN } = PermissionRole;

let world: SsoWorld;
let at: TestProvider;
let acme: SsoCustomer;
beforeAll(async () => {
  world = await SsoWorld.start();
  at = await world.provider();
  acme = await world.customer("Acme", at, {
    groupClaim: "groups",
    createUsers: true,
    emailDomains: ["acme.example"],
    groupMappings: [
      { group: "compliance", roles: [COMPLIANCE_OFFICER], customRoleIds: [] },
      { group: "people", roles: [HR, EMPLOYEE], customRoleIds: [] },
      { group: "admins", roles: [CUSTOMER_ADMIN], customRoleIds: [] },
      { group: "auditors", roles: [AUDITOR], customRoleIds: [] },
    ] as never,
  });
});
afterAll(() => world.stop());

const come = async (name: string, groups: unknown) => {
  const { user, tokens } = await world.login(acme, at, verified(name, `${name}@acme.example`, { groups }));
  return { roles: user?.roles, user, tokens };
};

test("roles of groups come and go at each login; those given by hand stay", async () => {
  const ada = await world.user(acme, "ada@acme.example", [EMPLOYEE]);
  await expect(come("ada", ["compliance", "unknown"])).resolves.toMatchObject({
    roles: [COMPLIANCE_OFFICER, EMPLOYEE],
  });
  await expect(come("ada", "people")).resolves.toMatchObject({ roles: [HR, EMPLOYEE] });
  await expect(come("ada", [])).resolves.toMatchObject({ roles: [EMPLOYEE] });
  await world.as(acme.admin).updateUser({ user: { id: ada.id, roles: [HR, EMPLOYEE] } });
  await come("ada", "people");
  await expect(come("ada", undefined)).resolves.toMatchObject({ roles: [HR, EMPLOYEE] });
});

test("the ledger hears which groups gave and took what; the same groups again change nothing", async () => {
  const told = async () => {
    const rows = await world.net.eventsOf("identity", "LoginRolesMapped");
    return rows.map(({ body }) => {
      const read = body as unknown as Uint8Array & { readonly buffer: Uint8Array };
      const bytes = read instanceof Uint8Array ? read : (read as { readonly buffer: Uint8Array }).buffer;
      const { groups, addedRoles, removedRoles } = fromBinary(LoginRolesMappedSchema, bytes);
      return { groups, addedRoles, removedRoles };
    });
  };
  await world.user(acme, "ben@acme.example", [EMPLOYEE]);
  const before = (await told()).length;
  await come("ben", ["people", "private-group"]);
  await come("ben", ["private-group", "people"]);
  await come("ben", []);
  expect((await told()).slice(before)).toEqual([
    { groups: ["people"], addedRoles: [HR], removedRoles: [] },
    { groups: [], addedRoles: [], removedRoles: [HR] },
  ]);
});

test("a change of roles ends the user's other sessions", async () => {
  await world.user(acme, "cleo@acme.example", [EMPLOYEE]);
  const { tokens: before } = await come("cleo", []);
  const { tokens: same } = await come("cleo", []);
  const { tokens: after } = await come("cleo", ["compliance"]);
  const refresh = (tokens: typeof before) =>
    refusal(world.as().refreshSession({ refreshToken: tokens?.refreshToken ?? "" }));
  await expect(refresh(before)).resolves.toBe("Unauthenticated REFRESH_TOKEN_INVALID");
  await expect(refresh(same)).resolves.toBe("Unauthenticated REFRESH_TOKEN_INVALID");
  await expect(refresh(after)).resolves.toBe("ok");
});

test("a new user has the roles of their groups; an auditor's access ends", async () => {
  const { user } = await come("dora", ["auditors"]);
  expect(user?.roles).toEqual([AUDITOR, EMPLOYEE]);
  expect(user?.accessEndTime).toBeDefined();
  await expect(subjects(world.net, acme.customerId, "UserCreated")).resolves.toContain(user?.id);
});

test("custom roles come and go likewise; one that is deleted gives nothing", async () => {
  const { role } = await world.as(acme.admin).createRole({
    role: { name: "Readers", permissions: [Permission.POLICIES_READ] },
  });
  const roleId = role?.id ?? "";
  const there = await world.provider();
  const { customerId, admin } = acme;
  const { identityProvider: provider } = await world.as(admin).createIdentityProvider({
    identityProvider: {
      name: "Second",
      issuer: there.issuer,
      ...CLIENT,
      enabled: true,
      groupClaim: "groups",
      groupMappings: [{ group: "readers", customRoleIds: [roleId] }],
    },
  });
  if (!provider) throw new Error("no provider came back");
  await world.user(acme, "gil@acme.example", [EMPLOYEE]);
  const gil = async (groups: string[]) => {
    const { user, tokens } = await world.login(
      { provider },
      there,
      verified("gil", "gil@acme.example", { groups }),
    );
    return [user?.customRoleIds, decodeJwt(tokens?.accessToken ?? "").perms ?? []];
  };
  await expect(gil(["readers"])).resolves.toEqual([[roleId], [Permission.POLICIES_READ]]);
  await expect(gil([])).resolves.toEqual([[], []]);
  await world.as(admin).deleteRole({ roleId });
  await expect(gil(["readers"])).resolves.toEqual([[], []]);
  await expect(subjects(world.net, customerId, "LoginRolesMapped")).resolves.not.toHaveLength(0);
});

test("the last administrator stays one, until there is another", async () => {
  const { customerId, admin } = await world.net.createCustomer("Small");
  const { identityProvider: provider } = await world.as(admin).createIdentityProvider({
    identityProvider: {
      ...acme.provider,
      id: "",
      emailDomains: [],
      clientSecret: CLIENT.clientSecret,
    },
  });
  if (!provider) throw new Error("no provider came back");
  const first = await world.user({ admin }, "erik@small.example", [EMPLOYEE]);
  const erik = (groups: string[]) =>
    world.login({ provider }, at, verified("erik", first.email, { groups })).then(({ user }) => user?.roles);
  await expect(erik(["admins"])).resolves.toEqual([CUSTOMER_ADMIN, EMPLOYEE]);
  await expect(erik([])).resolves.toEqual([CUSTOMER_ADMIN, EMPLOYEE]);
  await world.user({ admin }, "fay@small.example", [CUSTOMER_ADMIN]);
  await expect(erik([])).resolves.toEqual([EMPLOYEE]);
  await expect(subjects(world.net, customerId, "LoginRolesMapped")).resolves.toHaveLength(2);
});

test("nobody maps a group to what only the platform gives, or to a role that there isn't", async () => {
  const map = (roles: PermissionRole[], customRoleIds: string[] = []) =>
    refusal(
      world.as(acme.admin).updateIdentityProvider({
        identityProvider: { id: acme.provider.id, groupMappings: [{ group: "x", roles, customRoleIds }] },
      }),
    );
  await expect(map([PLATFORM_ADMIN])).resolves.toBe("InvalidArgument INVALID_REQUEST");
  await expect(map([HR], [world.net.newId("crl")])).resolves.toBe("InvalidArgument INVALID_FIELD");
});
