import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { PASSWORD, SignInWorld } from "./sign-in-world.ts";
import { revocations, subjects, updates } from "./told.ts";

const { PLATFORM_ADMIN, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, EMPLOYEE, HR } = PermissionRole;

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

const operator = () => world.as(world.net.operator());

describe("CreateUser", () => {
  test("makes a user who can sign in at once, and tells of it", async () => {
    const { admin, customerId } = await world.customer("Created");
    const { user } = await world.as(admin).createUser({
      user: { email: "Ada@Example.com", displayName: " Ada ", roles: [HR, EMPLOYEE], locale: "de-CH" },
      password: PASSWORD,
    });
    expect(user).toMatchObject({
      customerId,
      email: "Ada@Example.com",
      displayName: "Ada",
      roles: [HR, EMPLOYEE],
      status: UserStatus.ACTIVE,
      locale: "de-CH",
    });
    await expect(world.signIn("ada@example.com")).resolves.toMatchObject({ user: { id: user?.id } });
    await expect(subjects(world.net, customerId, "UserCreated")).resolves.toContain(user?.id);
  });

  test("an address has one user on the whole platform, also when two ask at once", async () => {
    const [one, two] = [await world.customer("Mail one"), await world.customer("Mail two")];
    const ask = (admin: typeof one.admin, email: string) =>
      refusal(
        world
          .as(admin)
          .createUser({ user: { email, displayName: "X", roles: [EMPLOYEE] }, password: PASSWORD }),
      );
    const answers = await Promise.all([
      ask(one.admin, "twin@example.com"),
      ask(two.admin, "TWIN@example.com"),
    ]);
    expect(answers.sort()).toEqual(["AlreadyExists USER_EMAIL_TAKEN", "ok"]);
  });

  test("the same request_id makes one user, and the password is in nothing that is remembered", async () => {
    const { admin, customerId } = await world.customer("Once");
    const requestId = "6f9619ff-8b86-4011-b42d-00c04fc964ff";
    const user = { email: "once@example.com", displayName: "Once", roles: [EMPLOYEE] };
    const ask = (password: string) => world.as(admin).createUser({ user, password, requestId });
    const answers = await Promise.all([ask(PASSWORD), ask(PASSWORD), ask("another-harbour-9")]);
    expect(new Set(answers.map((answer) => answer.user?.id)).size).toBe(1);
    await expect(subjects(world.net, customerId, "UserCreated")).resolves.toHaveLength(2);
  });

  test("refuses what the first guess would be, and what is too short", async () => {
    const { admin } = await world.customer("Guessable");
    const ask = (password: string) =>
      refusal(
        world.as(admin).createUser({
          user: { email: "weak@example.com", displayName: "Weak", roles: [EMPLOYEE] },
          password,
        }),
      );
    await expect(ask("Password2026!")).resolves.toBe("InvalidArgument PASSWORD_TOO_WEAK");
    await expect(ask("short-one-1")).resolves.toBe("InvalidArgument INVALID_REQUEST");
  });

  test("PLATFORM_ADMIN is for users without a customer, who have no other role; only operators make them", async () => {
    const { admin, customerId } = await world.customer("Roles");
    const fields = (roles: PermissionRole[]) => ({
      user: { email: `op${roles.join("")}@example.com`, displayName: "Op", roles },
      password: PASSWORD,
    });
    const denied = "PermissionDenied ROLE_NOT_GRANTABLE";
    await expect(refusal(world.as(admin).createUser(fields([PLATFORM_ADMIN])))).resolves.toBe(denied);
    await expect(
      refusal(operator().createUser({ ...fields([EMPLOYEE, PLATFORM_ADMIN]), customerId })),
    ).resolves.toBe(denied);
    await expect(refusal(operator().createUser(fields([CUSTOMER_ADMIN])))).resolves.toBe(denied);
    const { user } = await operator().createUser(fields([PLATFORM_ADMIN]));
    expect(user?.customerId).toBe("");
    const { users } = await operator().listUsers({});
    expect(users.map((one) => one.id)).toContain(user?.id);
    const rogue = world.net.user("", [CUSTOMER_ADMIN]);
    await expect(refusal(world.as(rogue).listUsers({}))).resolves.toBe(
      "InvalidArgument CUSTOMER_ID_REQUIRED",
    );
    await expect(refusal(world.as(rogue).deactivateUser({ userId: user?.id ?? "" }))).resolves.toBe(
      "InvalidArgument CUSTOMER_ID_REQUIRED",
    );
  });
});

describe("UpdateUser", () => {
  test("changes what the mask names, tells which fields, and nothing when nothing changes", async () => {
    const { admin, first, customerId } = await world.customer("Updated");
    const update = (user: object, paths: string[]) =>
      world.as(admin).updateUser({ user: { id: first.id, ...user }, updateMask: { paths } });
    const { user } = await update({ displayName: "Grace", locale: "fr" }, ["display_name", "locale"]);
    expect(user).toMatchObject({ displayName: "Grace", locale: "fr", email: first.email });
    const { user: same } = await update({ displayName: "Grace" }, ["display_name"]);
    expect(same?.etag).toBe(user?.etag);
    const { user: moved } = await update({ email: "grace@example.com" }, ["email"]);
    await expect(world.signIn("grace@example.com")).resolves.toBeDefined();
    expect(moved?.etag).not.toBe(user?.etag);
    await expect(updates(world.net, customerId)).resolves.toEqual([["display_name", "locale"], ["email"]]);
    const refused = async (fields: object, paths: string[]) => refusal(update(fields, paths));
    await expect(refused({}, ["customer_id"])).resolves.toBe("InvalidArgument INVALID_UPDATE_MASK");
    await expect(refused({ status: UserStatus.DEACTIVATED }, ["status"])).resolves.toBe(
      "InvalidArgument INVALID_UPDATE_MASK",
    );
    for (const path of ["email", "display_name", "roles"])
      await expect(refused({}, [path])).resolves.toBe("InvalidArgument INVALID_FIELD");
    const { users } = await world.as(admin).listUsers({ customerId });
    await expect(refused({ email: users[0]?.email ?? "" }, ["email"])).resolves.toBe("ok");
    const stale = world.as(admin).updateUser({ user: { id: first.id, locale: "it" }, etag: first.etag });
    await expect(refusal(stale)).resolves.toBe("Aborted ETAG_MISMATCH");
  });

  test("new roles end the user's sessions and stand in the next access token", async () => {
    const { admin, customerId } = await world.customer("Promoted");
    const user = await world.user(admin, [EMPLOYEE]);
    const before = await world.signIn(user.email);
    const roles = [COMPLIANCE_OFFICER, EMPLOYEE];
    await world.as(admin).updateUser({ user: { id: user.id, roles } });
    await expect(revocations(world.net, customerId)).resolves.toEqual([
      [before.session.id, SessionRevocationReason.ROLES_CHANGED],
    ]);
    await expect(refusal(world.refresh(before.tokens.refreshToken))).resolves.toBe(
      "Unauthenticated REFRESH_TOKEN_INVALID",
    );
    await expect(world.signIn(user.email)).resolves.toMatchObject({ user: { roles } });
    const upward = world.as(admin).updateUser({ user: { id: user.id, roles: [PLATFORM_ADMIN] } });
    await expect(refusal(upward)).resolves.toBe("PermissionDenied ROLE_NOT_GRANTABLE");
  });
});

describe("DeactivateUser", () => {
  test("ends sign-in and sessions; a reactivation brings sign-in back, not the sessions", async () => {
    const { admin, customerId } = await world.customer("Deactivated");
    const user = await world.user(admin, [EMPLOYEE]);
    const signedIns = [await world.signIn(user.email), await world.signIn(user.email)];
    const { user: after } = await world.as(admin).deactivateUser({ userId: user.id });
    expect(after?.status).toBe(UserStatus.DEACTIVATED);
    expect(after?.deactivateTime).toBeDefined();
    const { user: again } = await world.as(admin).deactivateUser({ userId: user.id });
    expect(again).toEqual(after);
    await expect(subjects(world.net, customerId, "UserDeactivated")).resolves.toEqual([user.id]);
    expect((await revocations(world.net, customerId)).sort()).toEqual(
      signedIns.map((one) => [one.session.id, SessionRevocationReason.USER_DEACTIVATED]).sort(),
    );
    const { user: back } = await world
      .as(admin)
      .updateUser({ user: { id: user.id, status: UserStatus.ACTIVE } });
    expect(back?.status).toBe(UserStatus.ACTIVE);
    expect(back?.deactivateTime).toBeUndefined();
    await expect(updates(world.net, customerId)).resolves.toEqual([["status"]]);
    await expect(refusal(world.signIn(user.email))).resolves.toBe("ok");
    await expect(refusal(world.refresh(signedIns[0]?.tokens.refreshToken ?? ""))).resolves.toBe(
      "Unauthenticated REFRESH_TOKEN_INVALID",
    );
  });

  test("no session survives a deactivation at the same moment", async () => {
    const { admin, customerId } = await world.customer("Racing");
    for (let round = 0; round < 5; round++) {
      const user = await world.user(admin, [EMPLOYEE]);
      const attempts = Array.from({ length: 3 }, () => world.signIn(user.email).catch(() => undefined));
      const [, ...signedIns] = await Promise.all([
        new Promise((resolve) => setImmediate(resolve)).then(() =>
          world.as(admin).deactivateUser({ userId: user.id }),
        ),
        ...attempts,
      ]);
      const ended = (await revocations(world.net, customerId)).map(([id]) => id);
      for (const signedIn of signedIns) if (signedIn) expect(ended).toContain(signedIn.session.id);
    }
  });

  test("the last administrator stays, also when the last two go at once", async () => {
    const { admin, first } = await world.customer("Last");
    const last = "FailedPrecondition LAST_ADMINISTRATOR";
    const demote = (id: string) => refusal(world.as(admin).updateUser({ user: { id, roles: [EMPLOYEE] } }));
    const deactivate = (userId: string) => refusal(world.as(admin).deactivateUser({ userId }));
    await expect(demote(first.id)).resolves.toBe(last);
    await expect(deactivate(first.id)).resolves.toBe(last);
    for (let round = 0; round < 4; round++) {
      const { users } = await world.as(admin).listUsers({ role: CUSTOMER_ADMIN, status: UserStatus.ACTIVE });
      const [one = "", two = ""] = [users[0]?.id, (await world.user(admin, [CUSTOMER_ADMIN])).id];
      const answers = await Promise.all([deactivate(one), demote(two)]);
      expect(answers.sort()).toEqual([last, "ok"]);
    }
  });
});

describe("who administers whom", () => {
  test("another customer's user is as unknown as one that never was; operators reach anybody", async () => {
    const [one, two] = [await world.customer("Iso one"), await world.customer("Iso two")];
    const spy = world.as(one.admin);
    for (const userId of [two.first.id, world.net.newId("usr")]) {
      await expect(refusal(spy.deactivateUser({ userId }))).resolves.toBe("NotFound USER_NOT_FOUND");
      await expect(refusal(spy.updateUser({ user: { id: userId, locale: "en" } }))).resolves.toBe(
        "NotFound USER_NOT_FOUND",
      );
    }
    const { customerId } = two;
    const update = { user: { id: two.first.id, locale: "en" } };
    await expect(refusal(operator().updateUser(update))).resolves.toBe("ok");
    await expect(refusal(operator().updateUser({ ...update, customerId }))).resolves.toBe("ok");
    await expect(refusal(operator().updateUser({ ...update, customerId: one.customerId }))).resolves.toBe(
      "NotFound USER_NOT_FOUND",
    );
    await world.net.client(CustomerService, world.net.operator()).deleteCustomer({ customerId });
    await world.net.settle();
    await expect(refusal(operator().updateUser(update))).resolves.toBe("NotFound CUSTOMER_NOT_FOUND");
  });

  test("GetUser gives a user of one's own customer, and nobody else's", async () => {
    const { admin, first } = await world.customer("One by one");
    const { first: stranger } = await world.customer("Somebody else's");
    await expect(world.as(admin).getUser({ userId: first.id })).resolves.toMatchObject({
      user: { email: first.email },
    });
    await expect(refusal(world.as(admin).getUser({ userId: stranger.id }))).resolves.toBe(
      "NotFound USER_NOT_FOUND",
    );
    const employee = world.net.user(admin.customerId, [EMPLOYEE]);
    await expect(refusal(world.as(employee).getUser({ userId: first.id }))).resolves.toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
  });

  test.each(["APPROVER", "EXECUTIVE"] as const)(
    "GetUser tells who decides on a text whose it is (%s), without the list of all users",
    async (role) => {
      const { admin, first } = await world.customer(`Read by ${role}`);
      const decider = world.as(world.net.user(admin.customerId, [PermissionRole[role]]));
      await expect(decider.getUser({ userId: first.id })).resolves.toMatchObject({
        user: { displayName: first.displayName },
      });
      await expect(refusal(decider.listUsers({}))).resolves.toBe("PermissionDenied ROLE_REQUIRED");
    },
  );

  test("ListUsers filters and pages by name without gaps", async () => {
    const { admin, first } = await world.customer("Listed");
    const make = (displayName: string, email: string, roles: PermissionRole[]) =>
      world.user(admin, roles, { displayName, email });
    const zoe = await make("zoë", "z@listed.example", [EMPLOYEE]);
    const bob = await make("Bob", "b@listed.example", [EMPLOYEE, HR]);
    const anna = await make("Anna (BOB's)", "a@listed.example", [HR]);
    await world.as(admin).deactivateUser({ userId: zoe.id });
    const found = async (filter: object) => {
      const ids: string[] = [];
      let pageToken = "";
      do {
        const page = await world.as(admin).listUsers({ ...filter, pageSize: 1, pageToken });
        ids.push(...page.users.map((user) => user.id));
        pageToken = page.nextPageToken;
      } while (pageToken);
      return ids;
    };
    await expect(found({})).resolves.toEqual([anna.id, bob.id, first.id, zoe.id]);
    await expect(found({ query: "bob" })).resolves.toEqual([anna.id, bob.id]);
    await expect(found({ query: "(bob" })).resolves.toEqual([anna.id]);
    await expect(found({ query: "@LISTED" })).resolves.toEqual([anna.id, bob.id, zoe.id]);
    await expect(found({ role: HR })).resolves.toEqual([anna.id, bob.id]);
    await expect(found({ role: EMPLOYEE, status: UserStatus.ACTIVE })).resolves.toEqual([bob.id]);
    await expect(found({ status: UserStatus.DEACTIVATED })).resolves.toEqual([zoe.id]);
    const { nextPageToken: pageToken } = await world.as(admin).listUsers({ pageSize: 1 });
    await expect(refusal(world.as(admin).listUsers({ role: HR, pageToken }))).resolves.toBe(
      "InvalidArgument INVALID_PAGE_TOKEN",
    );
    const employee = world.net.user(admin.customerId, [EMPLOYEE]);
    await expect(refusal(world.as(employee).listUsers({}))).resolves.toBe("PermissionDenied ROLE_REQUIRED");
  });
});
