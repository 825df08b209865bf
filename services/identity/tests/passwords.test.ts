import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import {
  PasswordChangeCause,
  PasswordChangedSchema,
  PasswordResetRequestedSchema,
  SessionRevocationReason,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { HEADERS } from "../../../runtime/rpc/call.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { bearing, PASSWORD, SignInWorld } from "./sign-in-world.ts";
import { stored } from "./stored.ts";
import { messages, revocations } from "./told.ts";

const MINUTE_MS = 60_000;
const NEW_PASSWORD = "amber-lantern-77";
const INVALID = "Unauthenticated LINK_INVALID";
const { EMPLOYEE } = PermissionRole;

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

/** Asks for a reset and gives the token of the mail. */
async function resetToken({ email, customerId }: User): Promise<string> {
  const before = (await messages(world.net, customerId, PasswordResetRequestedSchema)).length;
  await world.as().requestPasswordReset({ email });
  await world.net.settle();
  const requests = await messages(world.net, customerId, PasswordResetRequestedSchema);
  expect(requests).toHaveLength(before + 1);
  return world.linkToken(requests.at(-1)?.linkId ?? "");
}

const reset = (token: string, newPassword = NEW_PASSWORD) =>
  refusal(world.as().resetPassword({ token, newPassword }));

describe("ChangePassword", () => {
  test("needs the current one, keeps this session and ends the others", async () => {
    const { first, customerId } = await world.customer("Changed");
    const [here, there] = [await world.signIn(first.email), await world.signIn(first.email)];
    const change = (currentPassword: string, newPassword: string) =>
      refusal(world.as().changePassword({ currentPassword, newPassword }, bearing(here)));
    await expect(change("something-else-1", NEW_PASSWORD)).resolves.toBe(
      "Unauthenticated INVALID_CREDENTIALS",
    );
    await expect(change(PASSWORD, "Password2026!")).resolves.toBe("InvalidArgument PASSWORD_TOO_WEAK");
    await expect(change(PASSWORD, "short-one-1")).resolves.toBe("InvalidArgument INVALID_REQUEST");
    await expect(change(PASSWORD, PASSWORD)).resolves.toBe("InvalidArgument PASSWORD_UNCHANGED");
    await expect(change(PASSWORD, NEW_PASSWORD)).resolves.toBe("ok");
    await expect(revocations(world.net, customerId)).resolves.toEqual([
      [there.session.id, SessionRevocationReason.PASSWORD_CHANGED],
    ]);
    await expect(refusal(world.refresh(here.tokens.refreshToken))).resolves.toBe("ok");
    await expect(refusal(world.signIn(first.email))).resolves.toBe("Unauthenticated INVALID_CREDENTIALS");
    await expect(refusal(world.signIn(first.email, NEW_PASSWORD))).resolves.toBe("ok");
    const told = await messages(world.net, customerId, PasswordChangedSchema);
    expect(told).toMatchObject([
      { cause: PasswordChangeCause.CHANGED, holder: { userId: first.id, email: first.email } },
    ]);
  });

  test("wrong guesses with somebody's session count like failed sign-ins", async () => {
    const { first } = await world.customer("Guessed");
    const session = bearing(await world.signIn(first.email));
    const guess = (currentPassword: string) =>
      refusal(world.as().changePassword({ currentPassword, newPassword: NEW_PASSWORD }, session));
    for (let i = 0; i < 5; i++)
      await expect(guess(`guess number ${i}`)).resolves.toBe("Unauthenticated INVALID_CREDENTIALS");
    await expect(guess(PASSWORD)).resolves.toBe("ResourceExhausted TOO_MANY_ATTEMPTS");
    await expect(refusal(world.signIn(first.email))).resolves.toBe("ResourceExhausted TOO_MANY_ATTEMPTS");
    world.net.clock.advance(MINUTE_MS);
    await expect(guess(PASSWORD)).resolves.toBe("ok");
  });

  test("takes long passwords and those of any script", async () => {
    const { admin } = await world.customer("Scripts");
    for (const password of [
      "ζαχαροπλαστείο μου",
      "🐢 walk slowly, 亀 too",
      "x y ".repeat(50) + "z".repeat(56),
    ]) {
      const user = await world.user(admin, [EMPLOYEE]);
      const session = bearing(await world.signIn(user.email));
      const change = { currentPassword: PASSWORD, newPassword: password };
      await expect(refusal(world.as().changePassword(change, session))).resolves.toBe("ok");
      await expect(refusal(world.signIn(user.email, password))).resolves.toBe("ok");
      await expect(refusal(world.signIn(user.email, password.slice(0, -1)))).resolves.toBe(
        "Unauthenticated INVALID_CREDENTIALS",
      );
    }
  });
});

describe("resetting a password", () => {
  test("by a mailed link sets it once, ends all sessions, and lets in a user who was locked out", async () => {
    const { first, customerId } = await world.customer("Reset");
    const before = await world.signIn(first.email);
    for (let i = 0; i < 5; i++) await refusal(world.signIn(first.email, "something-else-1"));
    const token = await resetToken(first);
    await expect(reset(token, "Password2026!")).resolves.toBe("InvalidArgument PASSWORD_TOO_WEAK");
    const answers = await Promise.all([reset(token), reset(token), reset(token)]);
    expect(answers.sort()).toEqual([INVALID, INVALID, "ok"]);
    await expect(reset(token)).resolves.toBe(INVALID);
    await expect(refusal(world.signIn(first.email, NEW_PASSWORD))).resolves.toBe("ok");
    await expect(refusal(world.refresh(before.tokens.refreshToken))).resolves.toBe(
      "Unauthenticated REFRESH_TOKEN_INVALID",
    );
    const told = await messages(world.net, customerId, PasswordChangedSchema);
    expect(told.map((one) => one.cause)).toEqual([PasswordChangeCause.RESET]);
  });

  test("a link works for 30 minutes, and not once the password, the address or the user has changed", async () => {
    const { admin } = await world.customer("Dead links");
    const user = () => world.user(admin, [EMPLOYEE]);
    const [intime, late, changed, moved, gone] = [
      await user(),
      await user(),
      await user(),
      await user(),
      await user(),
    ];
    const tokens = [await resetToken(intime), await resetToken(late)];
    world.net.clock.advance(30 * MINUTE_MS - 1);
    await expect(reset(tokens[0] ?? "")).resolves.toBe("ok");
    world.net.clock.advance(1);
    await expect(reset(tokens[1] ?? "")).resolves.toBe(INVALID);

    const earlier = await resetToken(changed);
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    await world.as().changePassword(change, bearing(await world.signIn(changed.email)));
    await expect(reset(earlier)).resolves.toBe(INVALID);

    const toOldAddress = await resetToken(moved);
    await world.as(admin).updateUser({ user: { id: moved.id, email: "moved@example.com" } });
    await expect(reset(toOldAddress)).resolves.toBe(INVALID);

    const toGone = await resetToken(gone);
    await world.as(admin).deactivateUser({ userId: gone.id });
    await expect(reset(toGone)).resolves.toBe(INVALID);
  });

  test("made-up tokens, tokens of other links and tokens for something else are refused alike", async () => {
    const { first } = await world.customer("Forged");
    const token = await resetToken(first);
    const [id, code = ""] = token.split(".");
    const forged = [
      "made-up",
      `${id}.${code.slice(0, -2)}AA`,
      `${world.net.newId("lnk")}.${code}`,
      `${id}.`,
      `${token}x`,
      ` ${token}`,
    ];
    for (const wrong of forged) await expect(reset(wrong)).resolves.toBe(INVALID);
    const accept = world.as().acceptInvitation({ token, password: NEW_PASSWORD });
    await expect(refusal(accept)).resolves.toBe(INVALID);
    await expect(refusal(world.as().finishMagicLink({ token }))).resolves.toBe(INVALID);
    await expect(reset(token)).resolves.toBe("ok");
  });

  test("asking says nothing: unknown, deactivated and deleted are answered as anybody, and nobody is mailed", async () => {
    const { admin, first } = await world.customer("Silent");
    const gone = await world.user(admin, [EMPLOYEE]);
    await world.as(admin).deactivateUser({ userId: gone.id });
    const deleted = await world.customer("Silent deleted");
    const customers = world.net.client(CustomerService, world.net.operator());
    await customers.deleteCustomer({ customerId: deleted.customerId });
    await world.net.settle();
    const before = (await world.net.eventsOf("identity", "PasswordResetRequested")).length;
    for (const email of ["nobody@example.com", gone.email, deleted.first.email]) {
      const answer = await world.as().requestPasswordReset({ email });
      expect(answer).toEqual(await world.as().requestPasswordReset({ email: first.email }));
    }
    await world.net.settle();
    const after = await world.net.eventsOf("identity", "PasswordResetRequested");
    expect(after.slice(before).map((row) => row.subject)).toEqual([first.id, first.id, first.id]);
  });

  test("asking too often has to wait, for a known address as for an unknown one, and from a network", async () => {
    const { first } = await world.customer("Asking");
    const ask = (email: string, address: string) =>
      refusal(world.as().requestPasswordReset({ email }, { headers: { [HEADERS.clientAddress]: address } }));
    for (const email of [first.email, "nobody-asks@example.com"]) {
      const answers = [];
      for (let i = 0; i < 6; i++) answers.push(await ask(email, `192.0.2.${i}`));
      expect(answers).toEqual([...Array(5).fill("ok"), "ResourceExhausted TOO_MANY_ATTEMPTS"]);
    }
    world.net.clock.advance(MINUTE_MS);
    await expect(ask(first.email, "192.0.2.1")).resolves.toBe("ok");
    await expect(refusal(world.signIn(first.email))).resolves.toBe("ok");
    const many = [];
    for (let i = 0; i < 51; i++) many.push(await ask(`anyone${i}@example.com`, "192.0.2.99"));
    expect(many.at(-2)).toBe("ok");
    expect(many.at(-1)).toBe("ResourceExhausted TOO_MANY_ATTEMPTS");
  });

  test("nothing that is stored or told lets anybody in", async () => {
    const { first } = await world.customer("Secretive");
    const token = await resetToken(first);
    await expect(stored(world.net).then((text) => text.includes(token.split(".")[1] ?? "?"))).resolves.toBe(
      false,
    );
    await reset(token);
    const text = await stored(world.net);
    expect(text).toContain(token.split(".")[0]);
    for (const secret of [token.split(".")[1] ?? "?", NEW_PASSWORD]) expect(text).not.toContain(secret);
  });

  test("only the platform's services get a link's secret part", async () => {
    const { first, admin, customerId } = await world.customer("Inside");
    await resetToken(first);
    const [request] = await messages(world.net, customerId, PasswordResetRequestedSchema);
    const linkId = request?.linkId ?? "";
    await expect(refusal(world.as(admin).getAccountLink({ linkId }))).resolves.toBe(
      "PermissionDenied INTERNAL_METHOD",
    );
    await expect(refusal(world.linkToken(world.net.newId("lnk")))).resolves.toBe("NotFound LINK_NOT_FOUND");
    await reset(await world.linkToken(linkId));
    await expect(refusal(world.linkToken(linkId))).resolves.toBe("NotFound LINK_NOT_FOUND");
  });
});
