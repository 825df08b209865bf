import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { Secret, TOTP, URI } from "otpauth";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  RecoveryCodeUsedSchema,
  SessionRevocationReason,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { AuthenticationMethod } from "#gen/countersign/identity/v1/session_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { bearing, PASSWORD, type SignedIn, SignInWorld } from "./sign-in-world.ts";
import { stored } from "./stored.ts";
import { messages, revocations, subjects } from "./told.ts";

const STEP_MS = 30_000;
const { EMPLOYEE, CUSTOMER_ADMIN } = PermissionRole;
const REQUIRED = "Unauthenticated TOTP_REQUIRED";
const WRONG = "Unauthenticated TOTP_INVALID";

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

/** A user with an authenticator. */
interface Guarded {
  readonly user: User;
  readonly session: SignedIn;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** The code of the present step, or of one so many steps away. */
  readonly code: (steps?: number) => string;
}

async function guarded(admin: TestUser): Promise<Guarded> {
  const user = await world.user(admin, [EMPLOYEE]);
  const session = await world.signIn(user.email);
  const { secret, otpauthUri } = await world.as().enrollTotp({ password: PASSWORD }, bearing(session));
  const uri = URI.parse(otpauthUri);
  expect(uri).toMatchObject({ issuer: "Countersign", label: user.email, period: 30, digits: 6 });
  const code = (steps = 0) => codeOf(secret, world.net.clock.now().getTime() + steps * STEP_MS);
  const { recoveryCodes } = await world.as().confirmTotp({ code: code() }, bearing(session));
  world.net.clock.advance(STEP_MS);
  return { user, session, secret, recoveryCodes, code };
}

const codeOf = (secret: string, timestamp: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });

const signIn = (email: string, more: { totpCode?: string; recoveryCode?: string } = {}) =>
  refusal(world.as().createSession({ email, password: PASSWORD, ...more }));

describe("an authenticator", () => {
  test("is asked for once it has been confirmed, and stands in the session, the token and the events", async () => {
    const { admin, customerId } = await world.customer("Enabled");
    const user = await world.user(admin, [EMPLOYEE]);
    const session = bearing(await world.signIn(user.email));
    const { secret } = await world.as().enrollTotp({ password: PASSWORD }, session);
    const code = () => codeOf(secret, world.net.clock.now().getTime());
    await expect(signIn(user.email)).resolves.toBe("ok");
    await expect(world.as().getTotp({}, session)).resolves.toMatchObject({ enabled: false });
    const wrong = code() === "000000" ? "000001" : "000000";
    await expect(refusal(world.as().confirmTotp({ code: wrong }, session))).resolves.toBe(WRONG);
    const { recoveryCodes } = await world.as().confirmTotp({ code: code() }, session);
    expect(new Set(recoveryCodes).size).toBe(10);
    await expect(world.as().getTotp({}, session)).resolves.toMatchObject({
      enabled: true,
      recoveryCodesLeft: 10,
    });
    await expect(signIn(user.email)).resolves.toBe(REQUIRED);
    world.net.clock.advance(STEP_MS);
    const answer = await world
      .as()
      .createSession({ email: user.email, password: PASSWORD, totpCode: code() });
    expect(answer.session?.authenticationMethod).toBe(AuthenticationMethod.PASSWORD_AND_CODE);
    expect(decodeJwt(answer.tokens?.accessToken ?? "").amr).toEqual(["otp", "pwd", "mfa"]);
    await expect(subjects(world.net, customerId, "TotpEnabled")).resolves.toEqual([user.id]);
  });

  test("a code is good once, also for the earlier of two clocks, and for one step either way", async () => {
    const { admin } = await world.customer("Steps");
    const { user, code } = await guarded(admin);
    const now = code();
    const answers = await Promise.all([1, 2, 3].map(() => signIn(user.email, { totpCode: now })));
    expect(answers.sort()).toEqual([WRONG, WRONG, "ok"]);
    await expect(signIn(user.email, { totpCode: now })).resolves.toBe(WRONG);
    await expect(signIn(user.email, { totpCode: code(1) })).resolves.toBe("ok");
    await expect(signIn(user.email, { totpCode: code() })).resolves.toBe(WRONG);
    world.net.clock.advance(5 * STEP_MS);
    await expect(signIn(user.email, { totpCode: code(2) })).resolves.toBe(WRONG);
    await expect(signIn(user.email, { totpCode: code(-2) })).resolves.toBe(WRONG);
    await expect(signIn(user.email, { totpCode: code(-1) })).resolves.toBe("ok");
  });

  test("wrong codes count as failures; a right password without a code is none and clears none", async () => {
    const { admin } = await world.customer("Guessed codes");
    const { user, code } = await guarded(admin);
    for (let i = 0; i < 5; i++) {
      await expect(signIn(user.email)).resolves.toBe(REQUIRED);
      await expect(signIn(user.email, { totpCode: code(-7 - i) })).resolves.toBe(WRONG);
    }
    await expect(signIn(user.email, { totpCode: code() })).resolves.toBe(
      "ResourceExhausted TOO_MANY_ATTEMPTS",
    );
    world.net.clock.advance(2 * STEP_MS);
    await expect(signIn(user.email)).resolves.toBe(REQUIRED);
    await expect(signIn(user.email, { totpCode: code() })).resolves.toBe("ok");
  });

  test("a wrong password says nothing of the code", async () => {
    const { admin } = await world.customer("Order");
    const { user, code } = await guarded(admin);
    for (const totpCode of ["", code(), "000000"]) {
      const ask = world.as().createSession({ email: user.email, password: "something-else-1", totpCode });
      await expect(refusal(ask)).resolves.toBe("Unauthenticated INVALID_CREDENTIALS");
    }
    await expect(signIn(user.email, { totpCode: code() })).resolves.toBe("ok");
  });

  test("needs the password to be set up, confirmed within 15 minutes, and is set up once", async () => {
    const { admin } = await world.customer("Setting up");
    const { session } = await guarded(admin);
    const enroll = (password: string) => refusal(world.as().enrollTotp({ password }, bearing(session)));
    await expect(enroll("something-else-1")).resolves.toBe("Unauthenticated INVALID_CREDENTIALS");
    await expect(enroll(PASSWORD)).resolves.toBe("FailedPrecondition TOTP_ENABLED");
    const slow = await world.user(admin, [EMPLOYEE]);
    const first = bearing(await world.signIn(slow.email));
    const confirm = (code: string, by = first) => refusal(world.as().confirmTotp({ code }, by));
    await expect(confirm("123456")).resolves.toBe("FailedPrecondition TOTP_NOT_ENROLLED");
    const { secret } = await world.as().enrollTotp({ password: PASSWORD }, first);
    world.net.clock.advance(15 * 60_000 + 1);
    const again = bearing(await world.signIn(slow.email));
    const code = codeOf(secret, world.net.clock.now().getTime());
    await expect(confirm(code, again)).resolves.toBe("FailedPrecondition TOTP_NOT_ENROLLED");
  });

  test("nothing that is stored gives its secret or a recovery code away", async () => {
    const { admin } = await world.customer("Sealed");
    const { secret, recoveryCodes } = await guarded(admin);
    const text = await stored(world.net);
    for (const plain of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))])
      expect(text).not.toContain(plain);
  });
});

describe("recovery codes", () => {
  test("each is good once, in any case and form; new ones end the old", async () => {
    const { admin, customerId } = await world.customer("Recovered");
    const { user, session, recoveryCodes, code } = await guarded(admin);
    const [one = "", two = "", three = ""] = recoveryCodes;
    const typed = one.toLowerCase().replaceAll("-", " ");
    const answers = await Promise.all([1, 2].map(() => signIn(user.email, { recoveryCode: typed })));
    expect(answers.sort()).toEqual([WRONG, "ok"]);
    await expect(signIn(user.email, { recoveryCode: two })).resolves.toBe("ok");
    const used = await messages(world.net, customerId, RecoveryCodeUsedSchema);
    expect(used.map((event) => event.recoveryCodesLeft)).toEqual([9, 8]);
    const renew = { password: PASSWORD, totpCode: code() };
    const { recoveryCodes: fresh } = await world.as().regenerateRecoveryCodes(renew, bearing(session));
    expect(fresh).toHaveLength(10);
    await expect(refusal(world.as().regenerateRecoveryCodes(renew, bearing(session)))).resolves.toBe(WRONG);
    await expect(signIn(user.email, { recoveryCode: three })).resolves.toBe(WRONG);
    await expect(signIn(user.email, { recoveryCode: fresh[9] ?? "" })).resolves.toBe("ok");
    await expect(subjects(world.net, customerId, "RecoveryCodesRegenerated")).resolves.toEqual([user.id]);
  });

  test("another user's code is of no use", async () => {
    const { admin } = await world.customer("Not yours");
    const [mine, theirs] = [await guarded(admin), await guarded(admin)];
    await expect(signIn(mine.user.email, { recoveryCode: theirs.recoveryCodes[0] ?? "" })).resolves.toBe(
      WRONG,
    );
  });
});

describe("taking an authenticator off", () => {
  test("takes the password and a code, once", async () => {
    const { admin, customerId } = await world.customer("Disabled");
    const { user, session, code, recoveryCodes } = await guarded(admin);
    const disable = (password: string, more: object) =>
      refusal(world.as().disableTotp({ password, ...more }, bearing(session)));
    await expect(disable("something-else-1", { totpCode: code() })).resolves.toBe(
      "Unauthenticated INVALID_CREDENTIALS",
    );
    await expect(disable(PASSWORD, {})).resolves.toBe(REQUIRED);
    await expect(disable(PASSWORD, { recoveryCode: "AAAA-AAAA-AAAA-AAAA" })).resolves.toBe(WRONG);
    await expect(disable(PASSWORD, { recoveryCode: recoveryCodes[0] })).resolves.toBe("ok");
    await expect(disable(PASSWORD, { totpCode: code() })).resolves.toBe(
      "FailedPrecondition TOTP_NOT_ENABLED",
    );
    await expect(signIn(user.email)).resolves.toBe("ok");
    await expect(subjects(world.net, customerId, "TotpDisabled")).resolves.toEqual([user.id]);
  });

  test("an administrator does it for a user who lost it, and ends their sessions; never their own", async () => {
    const { admin, customerId } = await world.customer("Lost");
    const { user, session } = await guarded(admin);
    const other = await world.customer("Lost elsewhere");
    const remove = (by: TestUser, userId: string) => refusal(world.as(by).removeUserTotp({ userId }));
    await expect(remove(other.admin, user.id)).resolves.toBe("NotFound USER_NOT_FOUND");
    await expect(remove(world.net.user(customerId, [EMPLOYEE]), user.id)).resolves.toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
    const self = world.net.user(customerId, [CUSTOMER_ADMIN], { userId: user.id });
    await expect(remove(self, user.id)).resolves.toBe("PermissionDenied OWN_TOTP");
    await expect(remove(admin, user.id)).resolves.toBe("ok");
    await expect(remove(admin, user.id)).resolves.toBe("FailedPrecondition TOTP_NOT_ENABLED");
    await expect(revocations(world.net, customerId)).resolves.toEqual([
      [session.session.id, SessionRevocationReason.ADMINISTRATOR],
    ]);
    await expect(signIn(user.email)).resolves.toBe("ok");
  });
});
