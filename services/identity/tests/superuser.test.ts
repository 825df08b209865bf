import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { outboxModel } from "../../../runtime/events/outbox.ts";
import { GroupCommit } from "../../../runtime/mongo/group-commit.ts";
import { createCommit } from "../../../runtime/mongo/unit-of-work.ts";
import { createSuperuser, type SuperuserKit } from "../module.ts";
import { PASSWORD, SignInWorld } from "./sign-in-world.ts";

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

/** What the command line has: MongoDB alone. */
function kit(): SuperuserKit {
  const { clock, newId } = world.net;
  const database = world.net.database("identity");
  const groups = new GroupCommit(database.getClient());
  const outbox = outboxModel(database);
  return {
    database,
    clock,
    newId,
    commit: createCommit({ groups, outbox, clock, newId, published: () => {} }),
  };
}

test("makes an operator who can sign in; the event waits for the relay", async () => {
  const email = "operator@example.com";
  const userId = await createSuperuser(kit(), { email, password: PASSWORD, displayName: "Operator" });
  await expect(world.signIn(email)).resolves.toMatchObject({
    user: { id: userId, customerId: "", roles: [PermissionRole.PLATFORM_ADMIN] },
  });
  const told = await world.net.eventsOf("identity", "UserCreated");
  expect(told.map((row) => [row.subject, row.customerId, row.actor.service])).toEqual([
    [userId, "", "identity"],
  ]);
  await expect(
    createSuperuser(kit(), { email: "OPERATOR@example.com", password: PASSWORD, displayName: "Again" }),
  ).rejects.toMatchObject({ reason: "USER_EMAIL_TAKEN" });
});

test("of two at once one is made; a weak password or a wrong address is refused", async () => {
  const twin = { email: "twin@example.com", password: PASSWORD, displayName: "Twin" };
  const outcomes = await Promise.allSettled([createSuperuser(kit(), twin), createSuperuser(kit(), twin)]);
  expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  for (const [wrong, reason] of [
    [{ password: "password1234" }, "PASSWORD_TOO_WEAK"],
    [{ password: "short" }, "INVALID_REQUEST"],
    [{ email: "nowhere" }, "INVALID_REQUEST"],
    [{ displayName: " " }, "INVALID_REQUEST"],
  ] as const)
    await expect(createSuperuser(kit(), { ...twin, ...wrong })).rejects.toMatchObject({ reason });
});
