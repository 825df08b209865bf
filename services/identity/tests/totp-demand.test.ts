import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { TotpDemand } from "#gen/countersign/customer/v1/settings_pb.ts";
import { handBuiltModule } from "../../../runtime/testing/hand-built-module.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { bearing, PASSWORD, type SignedIn, SignInWorld, whole } from "./sign-in-world.ts";
import { demand, invitationToken, magicLinkToken, resetPassword, setUpTotp } from "./totp-steps.ts";

const { EMPLOYEE, HR, CUSTOMER_ADMIN } = PermissionRole;
const { NOBODY, PRIVILEGED, EVERYBODY } = TotpDemand;
const LIMITED = "PermissionDenied TOTP_ENROLLMENT_REQUIRED";
const ENDED = "Unauthenticated REFRESH_TOKEN_INVALID";
const MINUTE_MS = 60_000;

let world: SignInWorld;
beforeAll(async () => {
  const signing = handBuiltModule("acknowledgement", AcknowledgementService, () => ({}));
  world = await SignInWorld.start({ others: [signing] });
});
afterAll(() => world.net.stop());

/** Whether a session is limited to setting up an authenticator; what it says and what its token allows agree. */
function isLimited({ session, tokens }: SignedIn): boolean {
  const { roles, lim, eid, perms } = decodeJwt(tokens.accessToken);
  expect(lim === "totp").toBe(session.totpEnrollmentDue);
  if (session.totpEnrollmentDue) expect({ roles, eid, perms }).toEqual({ roles: [] });
  return session.totpEnrollmentDue;
}

interface Kind {
  readonly of: string;
  readonly roles: readonly PermissionRole[];
  readonly custom?: boolean;
}
const KINDS: readonly Kind[] = [
  { of: "an employee", roles: [EMPLOYEE] },
  { of: "somebody with another role", roles: [EMPLOYEE, HR] },
  { of: "somebody with a custom role", roles: [EMPLOYEE], custom: true },
];

/** The ways in that are asked, each as somebody with an address. `code`: what an authenticator shows, if there is one. */
const WAYS = {
  password: async (_: string, email: string, totpCode = "") =>
    world.as().createSession({ email, password: PASSWORD, totpCode }),
  "password reset": async (customerId: string, email: string, totpCode = "") => {
    await resetPassword(world, customerId, email);
    return world.as().createSession({ email, password: PASSWORD, totpCode });
  },
  "magic link": async (customerId: string, email: string, totpCode = "") =>
    world.as().finishMagicLink({ token: await magicLinkToken(world, customerId, email), totpCode }),
} as const;

describe.each([
  { name: "nobody", of: NOBODY, limits: () => false },
  {
    name: "privileged",
    of: PRIVILEGED,
    limits: (kind: Kind, way: string) => kind !== KINDS[0] && way !== "magic link",
  },
  { name: "everybody", of: EVERYBODY, limits: () => true },
])("demanded of $name", ({ name, of, limits }) => {
  test.each(KINDS)(
    "$of, by every way in, with and without an authenticator",
    async (kind) => {
      const { admin, customerId } = await world.customer(`Of ${name}, ${kind.of}`);
      const customRoleIds = kind.custom ? [await customRole(admin)] : [];
      for (const [way, enter] of Object.entries(WAYS)) {
        await demand(world, admin, NOBODY);
        const [without, having] = await Promise.all(
          [1, 2].map(() => member(admin, kind.roles, customRoleIds)),
        );
        if (!without || !having) throw new Error("users are missing");
        const { nextCode } = await setUpTotp(world, await world.signIn(having));
        await demand(world, admin, of);
        const entered = [
          whole(await enter(customerId, without)),
          whole(await enter(customerId, having, nextCode())),
        ];
        expect([way, ...entered.map(isLimited)]).toEqual([way, limits(kind, way), false]);
        const refreshed = await Promise.all(entered.map(({ tokens }) => world.refresh(tokens.refreshToken)));
        expect([way, ...refreshed.map(isLimited)]).toEqual([way, limits(kind, way), false]);
      }
      const email = `invited.${of}.${kind.roles.length}.${customRoleIds.length}@example.com`;
      await world
        .as(admin)
        .inviteUser({ user: { email, displayName: "In Vited", roles: [...kind.roles], customRoleIds } });
      const token = await invitationToken(world, customerId);
      const invited = whole(await world.as().acceptInvitation({ token, password: PASSWORD }));
      expect(isLimited(invited)).toBe(limits(kind, "invitation"));
    },
    60_000,
  );
});

async function customRole(admin: TestUser): Promise<string> {
  const { role } = await world
    .as(admin)
    .createRole({ role: { name: "Reader", permissions: [Permission.USERS_READ] } });
  return role?.id ?? "";
}

/** A new user who is an employee; gives the address. */
async function member(admin: TestUser, roles: readonly PermissionRole[], customRoleIds: readonly string[]) {
  const user = await world.user(admin, [...roles], { employeeId: world.employee() });
  if (customRoleIds.length > 0)
    await world.as(admin).updateUser({ user: { id: user.id, customRoleIds: [...customRoleIds] } });
  return user.email;
}

describe("a session that must set up an authenticator", () => {
  test("can do that, and nothing else; it is full from the refresh after it on", async () => {
    const { admin } = await world.customer("Limited to one thing");
    await demand(world, admin, EVERYBODY);
    const user = await world.user(admin, [EMPLOYEE, CUSTOMER_ADMIN], { employeeId: world.employee() });
    const limited = await world.signIn(user.email);
    const as = bearing(limited);
    const settings = world.net.client(CustomerService);
    const signing = world.net.client(AcknowledgementService);
    const acknowledge = () =>
      signing.acknowledge(
        {
          acknowledgementId: world.net.newId("ack"),
          typedName: "Me",
          contentSha256: "0".repeat(64),
        },
        as,
      );
    const refused = [
      () => world.as().listUsers({}, as),
      () => world.as().removeUserTotp({ userId: user.id }, as),
      () => world.as().changePassword({ currentPassword: PASSWORD, newPassword: "amber-lantern-77" }, as),
      () => world.as().disableTotp({ password: PASSWORD }, as),
      () => world.as().regenerateRecoveryCodes({ password: PASSWORD, totpCode: "000000" }, as),
      () => settings.getSettings({}, as),
      () => settings.updateSettings({ settings: { totpDemand: NOBODY } }, as),
      () => signing.listMyAcknowledgements({}, as),
      acknowledge,
    ];
    for (const call of refused) await expect(refusal(call())).resolves.toBe(LIMITED);
    await expect(world.as().getMe({}, as)).resolves.toMatchObject({
      user: { id: user.id },
      session: { id: limited.session.id, totpEnrollmentDue: true },
      permissions: [],
    });
    const { sessions } = await world.as().listSessions({}, as);
    expect(sessions.map((one) => one.totpEnrollmentDue)).toEqual([true]);
    await expect(world.as().getTotp({}, as)).resolves.toMatchObject({ enabled: false, hasPassword: true });

    const still = await world.refresh(limited.tokens.refreshToken);
    expect(isLimited(still)).toBe(true);
    const { nextCode } = await setUpTotp(world, still);
    await expect(refusal(world.as().listUsers({}, bearing(still)))).resolves.toBe(LIMITED);
    const full = await world.refresh(still.tokens.refreshToken);
    expect(isLimited(full)).toBe(false);
    expect(full.session.id).toBe(limited.session.id);
    await expect(refusal(world.as().listUsers({}, bearing(full)))).resolves.toBe("ok");
    await expect(world.as().getMe({}, bearing(full))).resolves.toMatchObject({
      session: { totpEnrollmentDue: false },
    });
    const disable = { password: PASSWORD, totpCode: nextCode() };
    await expect(refusal(world.as().disableTotp(disable, bearing(full)))).resolves.toBe(
      "FailedPrecondition TOTP_DEMANDED",
    );
    await expect(world.as().getTotp({}, bearing(full))).resolves.toMatchObject({ demanded: true });
    await demand(world, admin, NOBODY);
    await expect(world.as().getTotp({}, bearing(full))).resolves.toMatchObject({ demanded: false });
    await expect(refusal(world.as().disableTotp(disable, bearing(full)))).resolves.toBe("ok");
  });

  test("can be ended by itself", async () => {
    const { admin, first } = await world.customer("Leaving");
    await demand(world, admin, PRIVILEGED);
    const limited = await world.signIn(first.email);
    await expect(refusal(world.as().revokeSession({}, bearing(limited)))).resolves.toBe("ok");
    await expect(refusal(world.refresh(limited.tokens.refreshToken))).resolves.toBe(ENDED);
  });

  test("is not let in by an authenticator that was set up in another one", async () => {
    const { admin, first } = await world.customer("Somebody else knows the password");
    await demand(world, admin, PRIVILEGED);
    const [thief, owner] = [await world.signIn(first.email), await world.signIn(first.email)];
    const { nextCode } = await setUpTotp(world, owner);
    await expect(refusal(world.refresh(thief.tokens.refreshToken))).resolves.toBe(ENDED);
    expect(isLimited(await world.refresh(owner.tokens.refreshToken))).toBe(false);
    await expect(refusal(world.signIn(first.email))).resolves.toBe("Unauthenticated TOTP_REQUIRED");
    const again = { email: first.email, password: PASSWORD, totpCode: nextCode() };
    expect(isLimited(whole(await world.as().createSession(again)))).toBe(false);
  });

  test("begins anew when an administrator has taken the authenticator off", async () => {
    const { admin, first } = await world.customer("Lost it");
    await demand(world, admin, PRIVILEGED);
    const before = await world.signIn(first.email);
    await setUpTotp(world, before);
    await world.as(admin).removeUserTotp({ userId: first.id });
    await expect(refusal(world.refresh(before.tokens.refreshToken))).resolves.toBe(ENDED);
    expect(isLimited(await world.signIn(first.email))).toBe(true);
  });
});

describe("by a link in a mail, without a password,", () => {
  const DEMANDED_BY_LINK = "Everybody by link";

  test("an authenticator is set up within 15 minutes, and asked for at the next link", async () => {
    const { admin, customerId } = await world.customer(DEMANDED_BY_LINK);
    await demand(world, admin, EVERYBODY);
    const email = "em@everybody-by-link.example";
    world.employeeWith(customerId, email);
    const enter = async (totpCode = "") => {
      const token = await magicLinkToken(world, customerId, email);
      return whole(await world.as().finishMagicLink({ token, totpCode }));
    };
    const slow = await enter();
    expect(isLimited(slow)).toBe(true);
    await expect(world.as().getTotp({}, bearing(slow))).resolves.toMatchObject({ hasPassword: false });
    world.net.clock.advance(16 * MINUTE_MS);
    const later = await world.refresh(slow.tokens.refreshToken);
    await expect(refusal(world.as().enrollTotp({}, bearing(later)))).resolves.toBe(
      "FailedPrecondition LINK_TOO_OLD",
    );
    const quick = await enter();
    const { nextCode } = await setUpTotp(world, quick, "");
    expect(isLimited(await world.refresh(quick.tokens.refreshToken))).toBe(false);
    await expect(refusal(enter())).resolves.toBe("Unauthenticated TOTP_REQUIRED");
    expect(isLimited(await enter(nextCode()))).toBe(false);
  });

  test("nobody sets one up who has a password, or of whom none is demanded", async () => {
    const { admin, customerId } = await world.customer("Not without password");
    const email = "em@not-without.example";
    world.employeeWith(customerId, email);
    const user = await world.user(admin, [EMPLOYEE], { employeeId: world.employee() });
    const enter = async (address: string) => {
      const token = await magicLinkToken(world, customerId, address);
      return bearing(whole(await world.as().finishMagicLink({ token })));
    };
    const enroll = (as: ReturnType<typeof bearing>) => refusal(world.as().enrollTotp({}, as));
    await expect(enroll(await enter(email))).resolves.toBe("FailedPrecondition PASSWORD_NOT_SET");
    await demand(world, admin, EVERYBODY);
    await expect(enroll(await enter(user.email))).resolves.toBe("InvalidArgument INVALID_FIELD");
  });
});

describe("switched on while people are signed in", () => {
  test("it ends nothing at once, limits at the next refresh, and lets go when it is switched off", async () => {
    const { admin, first } = await world.customer("Later");
    const running = await world.signIn(first.email);
    await demand(world, admin, PRIVILEGED);
    await expect(refusal(world.as().listUsers({}, bearing(running)))).resolves.toBe("ok");
    const limited = await world.refresh(running.tokens.refreshToken);
    expect(isLimited(limited)).toBe(true);
    await demand(world, admin, NOBODY);
    expect(isLimited(await world.refresh(limited.tokens.refreshToken))).toBe(false);
  });

  test("who has set one up in their session goes on", async () => {
    const { admin, first } = await world.customer("Prepared");
    const running = await world.signIn(first.email);
    await setUpTotp(world, running);
    await demand(world, admin, EVERYBODY);
    expect(isLimited(await world.refresh(running.tokens.refreshToken))).toBe(false);
  });

  test("an API key works on", async () => {
    const { admin } = await world.customer("Keys");
    const { secret } = await world
      .as(admin)
      .createApiKey({ apiKey: { name: "Key", permissions: [Permission.USERS_READ] } });
    await demand(world, admin, EVERYBODY);
    const { accessToken } = await world.as().exchangeApiKey({ apiKey: secret });
    const headers = { authorization: `Bearer ${accessToken}` };
    await expect(refusal(world.as().listUsers({}, { headers }))).resolves.toBe("ok");
  });
});

test("before the right password nothing tells whether one is demanded", async () => {
  const { admin, first } = await world.customer("Quiet");
  const ask = (email: string) => refusal(world.as().createSession({ email, password: "something-else-1" }));
  const before = await ask(first.email);
  await demand(world, admin, EVERYBODY);
  await expect(ask(first.email)).resolves.toBe(before);
  await expect(ask("nobody@quiet.example")).resolves.toBe(before);
});

test("platform operators are asked only where the installation says so", async () => {
  const email = "operator@example.com";
  const roles = [PermissionRole.PLATFORM_ADMIN];
  const entered = async (at: SignInWorld) => {
    const operators = at.as(at.net.operator());
    await operators.createUser({ user: { email, displayName: "Op Erator", roles }, password: PASSWORD });
    return at.signIn(email);
  };
  expect(isLimited(await entered(world))).toBe(false);
  const strict = await SignInWorld.start({ config: { operatorTotp: "demanded" } });
  try {
    const limited = await entered(strict);
    expect(isLimited(limited)).toBe(true);
    await setUpTotp(strict, limited);
    expect(isLimited(await strict.refresh(limited.tokens.refreshToken))).toBe(false);
  } finally {
    await strict.net.stop();
  }
});
