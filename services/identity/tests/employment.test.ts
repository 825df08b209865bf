import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  EmployeeDeactivatedSchema,
  EmployeeDeletedSchema,
  EmployeeReactivatedSchema,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { type User, UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { event } from "../../../runtime/events/event.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { PASSWORD, SignInWorld } from "./sign-in-world.ts";
import { revocations, subjects, updates } from "./told.ts";

const { EMPLOYEE, CUSTOMER_ADMIN } = PermissionRole;
const SCHEMAS = {
  deactivated: EmployeeDeactivatedSchema,
  deleted: EmployeeDeletedSchema,
  reactivated: EmployeeReactivatedSchema,
} as const;

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

/** Publishes that an employee left, was deleted or came back; gives the event's id. */
async function tell(
  what: keyof typeof SCHEMAS,
  user: User,
  revision: bigint,
  eventId = world.net.newId("evt"),
): Promise<string> {
  const { customerId, employeeId: subject } = user;
  await world.net.publish(event(SCHEMAS[what], { customerId, subject }, { revision }), { eventId });
  await world.net.settle();
  return eventId;
}

const linkedUser = (admin: TestUser, roles: PermissionRole[] = [EMPLOYEE]) =>
  world.user(admin, roles, { employeeId: world.employee() });

async function statusOf(admin: TestUser, { employeeId }: User): Promise<UserStatus | undefined> {
  const { users } = await world.as(admin).listUsers({ employeeId });
  return users[0]?.status;
}

describe("linking", () => {
  test("needs an employee of the customer who works, and has no user yet", async () => {
    const { admin } = await world.customer("Linking");
    const user = await linkedUser(admin);
    const left = world.employee();
    world.employees.set(left, EmployeeStatus.INACTIVE);
    const ask = (employeeId: string) =>
      refusal(
        world.as(admin).createUser({
          user: { email: "linked@example.com", displayName: "L", roles: [EMPLOYEE], employeeId },
          password: PASSWORD,
        }),
      );
    await expect(ask(user.employeeId)).resolves.toBe("AlreadyExists USER_EMPLOYEE_TAKEN");
    await expect(ask(world.net.newId("emp"))).resolves.toBe("NotFound EMPLOYEE_NOT_FOUND");
    await expect(ask(left)).resolves.toBe("FailedPrecondition EMPLOYEE_INACTIVE");
    await expect(ask(world.employee())).resolves.toBe("ok");
    const unlink = { user: { id: user.id }, updateMask: { paths: ["employee_id"] } };
    const { user: unlinked } = await world.as(admin).updateUser(unlink);
    expect(unlinked?.employeeId).toBe("");
    const relink = { user: { id: user.id, employeeId: user.employeeId } };
    await expect(world.as(admin).updateUser(relink)).resolves.toMatchObject({ user: relink.user });
  });

  test("an employee of whom an event says that they left can't be linked, whatever a slow answer says", async () => {
    const { admin, first } = await world.customer("Late");
    const employeeId = world.employee();
    await tell("deactivated", { ...first, employeeId }, 4n);
    const link = { user: { id: first.id, employeeId } };
    await expect(refusal(world.as(admin).updateUser(link))).resolves.toBe(
      "FailedPrecondition EMPLOYEE_INACTIVE",
    );
  });
});

describe("when an employee leaves", () => {
  test.each(["deactivated", "deleted"] as const)("%s: the user is out, once", async (what) => {
    const { admin, customerId } = await world.customer(`Leaver ${what}`);
    const user = await linkedUser(admin);
    const { session, tokens } = await world.signIn(user.email);
    const eventId = await tell(what, user, 3n);
    await tell(what, user, 3n, eventId);
    await expect(statusOf(admin, user)).resolves.toBe(UserStatus.DEACTIVATED);
    await expect(subjects(world.net, customerId, "UserDeactivated")).resolves.toEqual([user.id]);
    await expect(revocations(world.net, customerId)).resolves.toEqual([
      [session.id, SessionRevocationReason.USER_DEACTIVATED],
    ]);
    await expect(refusal(world.refresh(tokens.refreshToken))).resolves.toBe(
      "Unauthenticated REFRESH_TOKEN_INVALID",
    );
  });

  test("the last administrator goes too, and an operator appoints another one", async () => {
    const { admin, customerId, first } = await world.customer("Headless");
    const head = await linkedUser(admin, [CUSTOMER_ADMIN]);
    await world.as(admin).deactivateUser({ userId: first.id });
    await tell("deactivated", head, 2n);
    await expect(statusOf(admin, head)).resolves.toBe(UserStatus.DEACTIVATED);
    const heir = { email: "heir@example.com", displayName: "Heir", roles: [CUSTOMER_ADMIN] };
    const operator = world.as(world.net.operator());
    const created = operator.createUser({ customerId, user: heir, password: PASSWORD });
    await expect(refusal(created)).resolves.toBe("ok");
  });
});

describe("when an employee comes back", () => {
  test("the user can sign in again, once, if only the departure had ended that", async () => {
    const { admin, customerId } = await world.customer("Returner");
    const user = await linkedUser(admin);
    await tell("deactivated", user, 2n);
    const eventId = await tell("reactivated", user, 3n);
    await tell("reactivated", user, 3n, eventId);
    await expect(refusal(world.signIn(user.email))).resolves.toBe("ok");
    await expect(updates(world.net, customerId)).resolves.toEqual([["status"]]);
    await world.as(admin).deactivateUser({ userId: user.id });
    await tell("deactivated", user, 4n);
    await tell("reactivated", user, 5n);
    await expect(statusOf(admin, user)).resolves.toBe(UserStatus.DEACTIVATED);
  });

  test("events out of order leave the user as the latest one says", async () => {
    const { admin } = await world.customer("Disorder");
    const user = await linkedUser(admin);
    await tell("reactivated", user, 5n);
    await tell("deactivated", user, 4n);
    await expect(statusOf(admin, user)).resolves.toBe(UserStatus.ACTIVE);
    await tell("deleted", user, 7n);
    await tell("reactivated", user, 6n);
    await expect(statusOf(admin, user)).resolves.toBe(UserStatus.DEACTIVATED);
  });
});
