import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { Secret, TOTP } from "otpauth";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { EmployeeDeactivatedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { MagicLinkRequestedSchema } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { AuthenticationMethod } from "#gen/countersign/identity/v1/session_pb.ts";
import { event } from "../../../runtime/events/event.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { identityProviderModel } from "../store/identity-provider-model.ts";
import { bearing, PASSWORD, SignInWorld } from "./sign-in-world.ts";
import { messages, subjects, updates } from "./told.ts";

const MINUTE_MS = 60_000;
const { EMPLOYEE, CUSTOMER_ADMIN } = PermissionRole;
const INVALID = "Unauthenticated LINK_INVALID";

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

/** Asks for a link and gives the ids of the links that were made for a customer. */
async function requested(customerId: string, email: string): Promise<string[]> {
  const before = (await messages(world.net, customerId, MagicLinkRequestedSchema)).length;
  await world.as().requestMagicLink({ email });
  await world.net.settle();
  const all = await messages(world.net, customerId, MagicLinkRequestedSchema);
  return all.slice(before).map((each) => each.linkId);
}

async function mailed(customerId: string, email: string): Promise<string> {
  const [linkId = ""] = await requested(customerId, email);
  return world.linkToken(linkId);
}

const finish = (token: string, more: object = {}) => world.as().finishMagicLink({ token, ...more });

describe("a link in a mail", () => {
  test("signs an employee in who is no user yet, once, and makes them one", async () => {
    const { customerId } = await world.customer("Employees");
    const employeeId = world.employeeWith(customerId, "em@employees.example", "Em");
    const token = await mailed(customerId, "EM@employees.example");
    const answers = await Promise.all([1, 2].map(() => refusal(finish(token))));
    expect(answers.sort()).toEqual([INVALID, "ok"]);
    await expect(refusal(finish(token))).resolves.toBe(INVALID);
    const again = await finish(await mailed(customerId, "em@employees.example"));
    expect(again.user).toMatchObject({ employeeId, roles: [EMPLOYEE], displayName: "Em", customerId });
    expect(again.session).toMatchObject({
      authenticationMethod: AuthenticationMethod.MAGIC_LINK,
      limitedToRoles: [EMPLOYEE],
    });
    expect(decodeJwt(again.tokens?.accessToken ?? "")).toMatchObject({
      eid: employeeId,
      roles: [EMPLOYEE],
      amr: ["link"],
    });
    await expect(subjects(world.net, customerId, "UserCreated")).resolves.toContain(again.user?.id);
    await expect(refusal(world.signIn("em@employees.example"))).resolves.toBe(
      "Unauthenticated INVALID_CREDENTIALS",
    );
  });

  test("gives an administrator an employee's session, and a refresh keeps it so", async () => {
    const { customerId, admin } = await world.customer("Limited");
    const user = await world.user(admin, [CUSTOMER_ADMIN], { employeeId: world.employee() });
    const answer = await finish(await mailed(customerId, user.email));
    const refreshed = await world.refresh(answer.tokens?.refreshToken ?? "");
    for (const token of [answer.tokens?.accessToken, refreshed.tokens.accessToken])
      expect(decodeJwt(token ?? "").roles).toEqual([EMPLOYEE]);
    await expect(refusal(world.as().listUsers({}, bearing(refreshed)))).resolves.toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
  });

  test("links a user who has the employee's address, of the same customer only", async () => {
    const { customerId, admin } = await world.customer("Linking by mail");
    const user = await world.user(admin, [EMPLOYEE]);
    const elsewhere = await world.customer("Elsewhere");
    world.employeeWith(elsewhere.customerId, user.email);
    await expect(requested(elsewhere.customerId, user.email)).resolves.toEqual([]);
    const employeeId = world.employeeWith(customerId, user.email);
    const answer = await finish(await mailed(customerId, user.email));
    expect(answer.user).toMatchObject({ id: user.id, employeeId });
    await expect(updates(world.net, customerId)).resolves.toEqual([["employee_id"]]);
  });

  test("goes to an employee of each customer who has the address", async () => {
    const [one, two] = [await world.customer("Both one"), await world.customer("Both two")];
    for (const { customerId } of [one, two]) world.employeeWith(customerId, "both@example.com");
    await world.as().requestMagicLink({ email: "both@example.com" });
    await world.net.settle();
    for (const { customerId } of [one, two])
      await expect(messages(world.net, customerId, MagicLinkRequestedSchema)).resolves.toHaveLength(1);
  });

  test("works for fifteen minutes", async () => {
    const { customerId } = await world.customer("Fifteen");
    world.employeeWith(customerId, "a@fifteen.example");
    const [one, two] = [
      await mailed(customerId, "a@fifteen.example"),
      await mailed(customerId, "a@fifteen.example"),
    ];
    world.net.clock.advance(15 * MINUTE_MS - 1);
    await expect(refusal(finish(one))).resolves.toBe("ok");
    world.net.clock.advance(1);
    await expect(refusal(finish(two))).resolves.toBe(INVALID);
  });

  test("asks a user for the code of their authenticator, and stays good while it is wrong", async () => {
    const { customerId, admin } = await world.customer("Guarded link");
    const user = await world.user(admin, [EMPLOYEE], { employeeId: world.employee() });
    const session = bearing(await world.signIn(user.email));
    const { secret } = await world.as().enrollTotp({ password: PASSWORD }, session);
    const code = () =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({
        timestamp: world.net.clock.now().getTime(),
      });
    await world.as().confirmTotp({ code: code() }, session);
    const token = await mailed(customerId, user.email);
    await expect(refusal(finish(token))).resolves.toBe("Unauthenticated TOTP_REQUIRED");
    await expect(refusal(finish(token, { totpCode: code() }))).resolves.toBe("Unauthenticated TOTP_INVALID");
    world.net.clock.advance(30_000);
    await expect(refusal(finish(token, { totpCode: code() }))).resolves.toBe("ok");
  });
});

describe("nobody gets a link, and none that is out works,", () => {
  test("when the employee has left or moved to another address", async () => {
    const { customerId } = await world.customer("Leavers");
    const [left, moved] = ["left@leavers.example", "moved@leavers.example"];
    const leaver = world.employeeWith(customerId, left);
    world.employeeWith(customerId, moved);
    const tokens = [await mailed(customerId, left), await mailed(customerId, moved)];
    world.employees.set(leaver, EmployeeStatus.INACTIVE);
    world.addressed.splice(
      world.addressed.findIndex((one) => one.email === moved),
      1,
    );
    for (const token of tokens) await expect(refusal(finish(token))).resolves.toBe(INVALID);
    for (const email of [left, moved]) await expect(requested(customerId, email)).resolves.toEqual([]);
  });

  test("when an event says that the employee has left, whatever a slow answer says", async () => {
    const { customerId } = await world.customer("Slow");
    const employeeId = world.employeeWith(customerId, "slow@example.com");
    const token = await mailed(customerId, "slow@example.com");
    const left = event(EmployeeDeactivatedSchema, { customerId, subject: employeeId }, { revision: 3n });
    await world.net.publish(left);
    await world.net.settle();
    await expect(refusal(finish(token))).resolves.toBe(INVALID);
  });

  test("when the user is deactivated or is nobody's employee, or the customer is deleted", async () => {
    const { customerId, admin, first } = await world.customer("Gone");
    const user = await world.user(admin, [EMPLOYEE], { employeeId: world.employee() });
    world.employeeWith(customerId, "em@gone.example");
    const tokens = [await mailed(customerId, user.email), await mailed(customerId, "em@gone.example")];
    await expect(requested(customerId, first.email)).resolves.toEqual([]);
    await world.as(admin).deactivateUser({ userId: user.id });
    await expect(refusal(finish(tokens[0] ?? ""))).resolves.toBe(INVALID);
    await expect(requested(customerId, user.email)).resolves.toEqual([]);
    const customers = world.net.client(CustomerService, world.net.operator());
    await customers.deleteCustomer({ customerId });
    await world.net.settle();
    await expect(refusal(finish(tokens[1] ?? ""))).resolves.toBe(INVALID);
    await expect(requested(customerId, "em@gone.example")).resolves.toEqual([]);
  });

  test("when the customer has its people sign in with an identity provider, employees without a user included", async () => {
    const { customerId, admin } = await world.customer("Enforced");
    const user = await world.user(admin, [EMPLOYEE], { employeeId: world.employee() });
    world.employeeWith(customerId, "em@enforced.example");
    const addresses = [user.email, "em@enforced.example"];
    const tokens = [];
    for (const address of addresses) tokens.push(await mailed(customerId, address));
    const enforcing = { customerId, enabled: true, enforced: true, administratorsEnforced: false };
    const providers = identityProviderModel(world.net.database("identity"));
    await providers.collection.insertOne({ _id: world.net.newId("idp"), ...enforcing } as never);
    for (const token of tokens) await expect(refusal(finish(token))).resolves.toBe(INVALID);
    for (const address of addresses) await expect(requested(customerId, address)).resolves.toEqual([]);
  });

  test("by an address that HR gave an employee who signs in with another one", async () => {
    const { customerId, admin } = await world.customer("Hijack");
    const employeeId = world.employeeWith(customerId, "thief@example.com");
    await world.user(admin, [EMPLOYEE], { employeeId });
    await expect(requested(customerId, "thief@example.com")).resolves.toEqual([]);
  });

  test("and asking says nothing, but has to wait when it is done too often", async () => {
    const answers = [];
    for (let i = 0; i < 6; i++)
      answers.push(await refusal(world.as().requestMagicLink({ email: "no.one@example.com" })));
    expect(answers).toEqual([...Array(5).fill("ok"), "ResourceExhausted TOO_MANY_ATTEMPTS"]);
  });
});
