import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

test("shows a signer what changed since they last signed, across versions that they never saw", async () => {
  const { customerId } = await world.customer("Changes");
  const [person, newcomer] = [world.person(customerId), world.person(customerId)];
  const first = await world.rollOut(customerId, [person]);
  const [own] = await world.mine(person);
  const client = world.as(person.user);
  const acknowledgementId = own?.id ?? "";
  expect((await client.getChangesSinceLastSigned({ acknowledgementId })).diff).toBeUndefined();
  await world.sign(person);
  const second = await world.rollOut(customerId, [person], first);
  await world.rollOut(customerId, [person, newcomer], second);
  const pending = (await world.mine(person)).find((one) => one.version === 3);
  const changes = await client.getChangesSinceLastSigned({ acknowledgementId: pending?.id ?? "" });
  expect(changes).toMatchObject({ lastSignedVersion: 1, changeNotes: ["change 2", "change 3"] });
  expect(changes.diff).toMatchObject({ addedLines: 1 });
  const opened = await client.openAcknowledgement({ acknowledgementId: pending?.id ?? "" });
  expect(opened.lastSignedPolicyVersionId).toBe(first.policyVersionId);
  await world.sign(person);
  const after = await client.getChangesSinceLastSigned({ acknowledgementId: pending?.id ?? "" });
  expect(after).toEqual(changes);
  const others = world.as(newcomer.user).getChangesSinceLastSigned({ acknowledgementId });
  expect(await refusal(others)).toBe("NotFound ACKNOWLEDGEMENT_NOT_FOUND");
});

test("shows no changes of a text that is no longer to be signed", async () => {
  const { customerId, officer } = await world.customer("No changes");
  const person = world.person(customerId);
  await world.rollOut(customerId, [person]);
  const [own] = await world.mine(person);
  const acknowledgementId = own?.id ?? "";
  await world.as(officer).cancelAcknowledgement({ acknowledgementId, comment: "no" });
  expect(await refusal(world.as(person.user).getChangesSinceLastSigned({ acknowledgementId }))).toBe(
    "FailedPrecondition ACKNOWLEDGEMENT_NOT_PENDING",
  );
});
