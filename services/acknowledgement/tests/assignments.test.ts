import { timestampDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  AcknowledgementsCancelledSchema,
  AcknowledgementsMovedSchema,
  AcknowledgementsRequestedSchema,
  RolloutCompletedSchema,
  RolloutStartedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import {
  AcknowledgementStatus,
  AcknowledgementType,
  CancelReason,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { RolloutState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import {
  AssignmentReason,
  EmployeeDeactivatedSchema,
  EmployeeReactivatedSchema,
  UnassignmentReason,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { PolicyArchivedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

const due = (
  acknowledgement: { dueTime?: Parameters<typeof timestampDate>[0] | undefined } | undefined,
): string => (acknowledgement?.dueTime ? timestampDate(acknowledgement.dueTime).toISOString() : "");

describe("a publication", () => {
  test("asks its audience once, however often it is told, and its rollout ends with the last signature", async () => {
    const { customerId, officer } = await world.customer("Once", { timeZone: "Europe/Berlin" });
    const people = [world.person(customerId), world.person(customerId)];
    const [ada, bob] = people;
    if (!ada || !bob) throw new Error("two people");
    const policy = world.policy();
    await world.publish(customerId, policy);
    const eventId = world.net.newId("evt");
    for (const _ of [1, 2])
      await world.assign(customerId, policy, people, AssignmentReason.PUBLICATION, 1n, eventId);
    await world.assign(customerId, policy, people);
    await world.matched(customerId, policy, 2);
    const requested = await world.told(AcknowledgementsRequestedSchema, customerId);
    expect(requested.map((one) => [one.type, one.acknowledgements.length])).toEqual([
      [AcknowledgementType.NEW_VERSION, 2],
    ]);
    expect(requested[0]?.policy).toEqual(policy);
    const [own] = await world.mine(ada);
    expect(due(own)).toBe("2026-04-01T21:59:59.999Z");
    const [rollout] = (await world.as(officer).listRollouts({ policyId: policy.policyId })).rollouts;
    expect(rollout).toMatchObject({ state: RolloutState.RUNNING, targetCount: 2, pendingCount: 2 });
    expect(rollout?.matchedTime).toBeDefined();
    expect(await world.told(RolloutStartedSchema, customerId)).toHaveLength(1);
    await world.sign(ada);
    expect((await world.as(officer).getRollout({ rolloutId: rollout?.id ?? "" })).rollout).toMatchObject({
      state: RolloutState.RUNNING,
      pendingCount: 1,
      acknowledgedCount: 1,
    });
    await world.sign(bob);
    const completed = await world.told(RolloutCompletedSchema, customerId);
    expect(completed.map((one) => one.rollout)).toEqual([
      (await world.as(officer).getRollout({ rolloutId: rollout?.id ?? "" })).rollout,
    ]);
    expect(completed[0]?.rollout).toMatchObject({ state: RolloutState.COMPLETED, acknowledgedCount: 2 });
  });

  test("of a new material version supersedes what is pending, asks signers again and ends the old rollout", async () => {
    const { customerId, officer } = await world.customer("Superseding");
    const people = [world.person(customerId), world.person(customerId), world.person(customerId)];
    const [signer, waiting, outside] = people;
    if (!signer || !waiting || !outside) throw new Error("three people");
    const first = await world.rollOut(customerId, people);
    await world.sign(signer);
    const second = await world.rollOut(customerId, [signer, waiting], first);
    const states = async (person: typeof signer) =>
      (await world.all(officer, person)).map((one) => [one.materialVersion, one.status, one.cancelReason]);
    const { ACKNOWLEDGED, CANCELLED, PENDING } = AcknowledgementStatus;
    expect(await states(signer)).toEqual([
      [1, ACKNOWLEDGED, 0],
      [2, PENDING, 0],
    ]);
    expect(await states(waiting)).toEqual([
      [1, CANCELLED, CancelReason.SUPERSEDED],
      [2, PENDING, 0],
    ]);
    expect(await states(outside)).toEqual([[1, CANCELLED, CancelReason.SUPERSEDED]]);
    expect((await world.all(officer, signer))[0]?.renewalDueTime).toBeUndefined();
    const { rollouts } = await world.as(officer).listRollouts({ policyId: first.policyId });
    expect(
      rollouts.map((one) => [one.materialVersion, one.state, one.pendingCount, one.cancelledCount]),
    ).toEqual([
      [2, RolloutState.RUNNING, 2, 0],
      [1, RolloutState.CLOSED, 0, 2],
    ]);
    const cancelled = await world.told(AcknowledgementsCancelledSchema, customerId);
    expect(cancelled.flatMap((one) => one.acknowledgements).length).toBe(2);
    expect(second.materialVersion).toBe(2);
  });

  test("that is editorial moves what is pending, which then has to be opened anew; signatures stay", async () => {
    const { customerId, officer } = await world.customer("Editorial");
    const [signer, waiting] = [world.person(customerId), world.person(customerId)];
    const first = await world.rollOut(customerId, [signer, waiting]);
    await world.sign(signer);
    const [before] = await world.mine(waiting);
    const client = world.as(waiting.user);
    await client.openAcknowledgement({ acknowledgementId: before?.id ?? "" });
    const second = world.policy(first, { materiality: Materiality.EDITORIAL, title: "Clearer" });
    await world.publish(customerId, second);
    const [moved] = await world.mine(waiting);
    expect(moved).toMatchObject({
      id: before?.id,
      version: 2,
      materialVersion: 1,
      policyTitle: "Clearer",
      contentSha256: second.contentSha256,
    });
    expect(moved?.openTime).toBeUndefined();
    const stale = client.acknowledge({
      acknowledgementId: moved?.id ?? "",
      typedName: "A",
      contentSha256: first.contentSha256,
    });
    await expect(stale).rejects.toThrow("Another text is in force");
    expect((await world.sign(waiting)).acknowledgement?.evidence?.contentSha256).toBe(second.contentSha256);
    expect((await world.all(officer, signer)).map((one) => one.version)).toEqual([1]);
    const told = await world.told(AcknowledgementsMovedSchema, customerId);
    expect(told.map((one) => [one.toVersion, one.count])).toEqual([[2, 1]]);
    expect(await world.told(AcknowledgementsRequestedSchema, customerId)).toHaveLength(1);
  });

  test("for information only asks nobody", async () => {
    const { customerId } = await world.customer("Informed");
    const person = world.person(customerId);
    const policy = world.policy(undefined, { rules: { required: false } as never });
    await world.publish(customerId, policy);
    await world.assign(customerId, policy, [person]);
    expect(await world.mine(person)).toEqual([]);
    expect(await world.told(RolloutStartedSchema, customerId)).toEqual([]);
  });
});

describe("people who join, change, go on leave and leave", () => {
  test("a new joiner's days count from the join date, but end tomorrow at the earliest", async () => {
    const { customerId, officer } = await world.customer("Joiners");
    const [fresh, old] = [world.person(customerId), world.person(customerId, { joinDate: "2020-01-01" })];
    const policy = await world.rollOut(customerId, []);
    await world.assign(customerId, policy, [fresh, old], AssignmentReason.EMPLOYEE_JOINED);
    const [one] = await world.mine(fresh);
    expect(one).toMatchObject({ type: AcknowledgementType.NEW_JOINER, rolloutId: "" });
    expect(due(one)).toBe("2026-03-18T23:59:59.999Z");
    expect(due((await world.mine(old))[0])).toBe("2026-03-03T23:59:59.999Z");
    const { rollouts } = await world.as(officer).listRollouts({ policyId: policy.policyId });
    expect(rollouts[0]).toMatchObject({ state: RolloutState.COMPLETED, targetCount: 0 });
  });

  test("leaving the audience cancels, coming back reopens the same obligation", async () => {
    const { customerId, officer } = await world.customer("Scope");
    const person = world.person(customerId);
    const policy = await world.rollOut(customerId, [person]);
    await world.unassign(customerId, policy, [person]);
    const [cancelled] = await world.all(officer, person);
    expect(cancelled).toMatchObject({
      status: AcknowledgementStatus.CANCELLED,
      cancelReason: CancelReason.OUT_OF_SCOPE,
    });
    await world.assign(customerId, policy, [person], AssignmentReason.EMPLOYEE_CHANGED, 3n);
    const again = await world.all(officer, person);
    expect(again.map((one) => [one.id, one.status, one.cycle])).toEqual([
      [cancelled?.id, AcknowledgementStatus.PENDING, 1],
    ]);
    const requested = await world.told(AcknowledgementsRequestedSchema, customerId);
    expect(requested.flatMap((one) => one.acknowledgements).map((one) => one.replacesSignature)).toEqual([
      false,
      false,
    ]);
  });

  test("events that arrive late change nothing: an older assignment after a removal, an older removal", async () => {
    const { customerId, officer } = await world.customer("Late");
    const person = world.person(customerId);
    const policy = await world.rollOut(customerId, []);
    await world.unassign(customerId, policy, [person], UnassignmentReason.OUT_OF_SCOPE, 5n);
    await world.assign(customerId, policy, [person], AssignmentReason.EMPLOYEE_CHANGED, 4n);
    expect(await world.all(officer, person)).toEqual([]);
    await world.assign(customerId, policy, [person], AssignmentReason.EMPLOYEE_CHANGED, 6n);
    await world.unassign(customerId, policy, [person], UnassignmentReason.OUT_OF_SCOPE, 3n);
    expect((await world.all(officer, person)).map((one) => one.status)).toEqual([
      AcknowledgementStatus.PENDING,
    ]);
  });

  test("leave pauses, the return moves the due day out; name, email and department follow until the signature", async () => {
    const { customerId, officer } = await world.customer("Leave");
    const person = world.person(customerId);
    await world.rollOut(customerId, [person]);
    const [before] = await world.mine(person);
    await world.changed(customerId, person, { status: EmployeeStatus.ON_LEAVE }, 2n);
    expect((await world.mine(person))[0]).toMatchObject({ paused: true, overdue: false });
    await world.net.advance(40 * DAY_MS);
    expect((await world.mine(person))[0]).toMatchObject({ paused: true, overdue: false });
    await world.changed(customerId, person, { name: "New Name", department: "Sales" }, 3n);
    await world.changed(customerId, person, { name: "Old Name" }, 2n);
    const [after] = await world.mine(person);
    expect(after).toMatchObject({
      paused: false,
      employeeName: "New Name",
      department: "Sales",
      overdue: false,
    });
    expect(Date.parse(due(after)) - Date.parse(due(before))).toBe(40 * DAY_MS);
    await world.sign(person);
    await world.changed(customerId, person, { name: "Later Name" }, 4n);
    expect((await world.all(officer, person))[0]?.employeeName).toBe("New Name");
    const { entries } = await world.as(officer).listHistory({ acknowledgementId: after?.id ?? "" });
    expect(entries.map((entry) => entry.action)).toEqual([1, 10, 11, 2, 3]);
  });

  test("who leaves is asked nothing more; who comes back is asked again, by hand requests included", async () => {
    const { customerId, officer } = await world.customer("Leavers");
    const person = world.person(customerId);
    const policy = await world.rollOut(customerId, []);
    const { acknowledgement } = await world.as(officer).createAcknowledgement({
      policyId: policy.policyId,
      employeeId: person.employee.id,
      comment: "please",
    });
    const gone = { ...person.employee, status: EmployeeStatus.INACTIVE };
    for (const _ of [1, 2])
      await world.tell(EmployeeDeactivatedSchema, customerId, gone.id, { employee: gone, revision: 2n });
    expect((await world.all(officer, person)).map((one) => one.cancelReason)).toEqual([CancelReason.LEFT]);
    const back = { employee: person.employee, revision: 3n };
    await world.tell(EmployeeReactivatedSchema, customerId, gone.id, back);
    expect((await world.all(officer, person)).map((one) => [one.id, one.status])).toEqual([
      [acknowledgement?.id, AcknowledgementStatus.PENDING],
    ]);
    expect(await world.told(AcknowledgementsCancelledSchema, customerId)).toHaveLength(1);
    expect(await world.told(AcknowledgementsRequestedSchema, customerId)).toHaveLength(2);
  });
});

test("archiving cancels what is pending, ends the rollout and the renewals, for good", async () => {
  const { customerId, officer } = await world.customer("Archive");
  const [signer, waiting] = [world.person(customerId), world.person(customerId)];
  const policy = await world.rollOut(customerId, [signer, waiting]);
  await world.sign(signer);
  const { policyId, policyVersionId, title } = policy;
  const archived = { policyId, policyVersionId, title, materialVersion: 1, revision: policy.revision + 1n };
  await world.tell(PolicyArchivedSchema, customerId, policyId, archived);
  expect((await world.all(officer, waiting))[0]?.cancelReason).toBe(CancelReason.POLICY_ARCHIVED);
  expect((await world.all(officer, signer))[0]?.renewalDueTime).toBeUndefined();
  await world.assign(customerId, policy, [waiting], AssignmentReason.EMPLOYEE_CHANGED, 9n);
  expect((await world.all(officer, waiting)).map((one) => one.status)).toEqual([
    AcknowledgementStatus.CANCELLED,
  ]);
  const { rollouts } = await world.as(officer).listRollouts({ policyId });
  expect(rollouts.map((one) => [one.state, one.acknowledgedCount, one.cancelledCount])).toEqual([
    [RolloutState.CLOSED, 1, 1],
  ]);
});
