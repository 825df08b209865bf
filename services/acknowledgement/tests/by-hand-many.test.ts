import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  AcknowledgementsCancelledSchema,
  AcknowledgementsRemindedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import {
  AcknowledgementStatus,
  CancelReason,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { SkipReason } from "#gen/countersign/acknowledgement/v1/bulk_requests_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

const REQUEST_ID = "6f9619ff-8b86-4011-b42d-00c04fc964f1";

/** Two people with a policy each to sign, one on leave, one who has signed. */
async function team(name: string) {
  const { customerId, officer } = await world.customer(name);
  const [ada, bob, signed] = [world.person(customerId), world.person(customerId), world.person(customerId)];
  const away = world.person(customerId, { status: EmployeeStatus.ON_LEAVE });
  const people = [ada, bob, signed, away];
  await world.rollOut(customerId, people);
  await world.sign(signed);
  const rows = await Promise.all(people.map((person) => world.all(officer, person)));
  return { customerId, officer, client: world.as(officer), ids: rows.map(([row]) => row?.id ?? "") };
}

describe("SendReminder", () => {
  test("reminds who is pending, each once a day, and says why others are left out", async () => {
    const { customerId, client, ids } = await team("Reminding");
    const unknown = world.net.newId("ack");
    const reasons = (answer: { skipped: { acknowledgementId: string; reason: SkipReason }[] }) =>
      answer.skipped.map(({ reason }) => reason);
    const sameDay = await client.sendReminder({ acknowledgementIds: ids });
    expect(sameDay.remindedCount).toBe(0);
    expect(reasons(sameDay)).toContain(SkipReason.TOLD_TODAY);
    await world.net.advance(DAY_MS);
    const request = { acknowledgementIds: [...ids, unknown], requestId: REQUEST_ID };
    const answers = await Promise.all([client.sendReminder(request), client.sendReminder(request)]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.remindedCount).toBe(2);
    expect(answers[0] && reasons(answers[0])).toEqual([
      SkipReason.NOT_PENDING,
      SkipReason.ON_LEAVE,
      SkipReason.NOT_FOUND,
    ]);
    const again = await client.sendReminder({ acknowledgementIds: ids });
    expect(again.remindedCount).toBe(0);
    const told = await world.told(AcknowledgementsRemindedSchema, customerId);
    expect(told.flatMap((message) => message.reminders.map((one) => one.acknowledgementId)).sort()).toEqual(
      ids.slice(0, 2).sort(),
    );
    const { entries } = await client.listHistory({ acknowledgementId: ids[0] ?? "" });
    expect(entries.at(-1)?.detail).toBe("reminder 1, by hand");
    const { acknowledgement } = await client.getAcknowledgement({ acknowledgementId: ids[0] ?? "" });
    expect(acknowledgement?.reminderCount).toBe(1);
    await world.net.advance(DAY_MS);
    expect((await client.sendReminder({ acknowledgementIds: ids })).remindedCount).toBe(2);
  });

  test("is not for executives, and sees nothing of another customer", async () => {
    const [one, other] = [await team("Reminding here"), await team("Reminding there")];
    await world.net.advance(DAY_MS);
    const executive = world.net.user(one.customerId, [PermissionRole.EXECUTIVE]);
    const request = { acknowledgementIds: one.ids };
    expect(await refusal(world.as(executive).sendReminder(request))).toBe("PermissionDenied ROLE_REQUIRED");
    const { remindedCount, skipped } = await other.client.sendReminder(request);
    expect([remindedCount, new Set(skipped.map(({ reason }) => reason))]).toEqual([
      0,
      new Set([SkipReason.NOT_FOUND]),
    ]);
    expect(await refusal(one.client.sendReminder({}))).toMatch(/^InvalidArgument/);
  });
});

describe("CancelAcknowledgements", () => {
  test("withdraws what is pending in one go and names the rest", async () => {
    const { customerId, client, ids } = await team("Cancelling");
    const request = { acknowledgementIds: ids, comment: "wrong audience", requestId: REQUEST_ID };
    const first = await client.cancelAcknowledgements(request);
    expect(first.cancelledCount).toBe(3);
    expect(first.skipped).toMatchObject([{ acknowledgementId: ids[2], reason: SkipReason.NOT_PENDING }]);
    expect(await client.cancelAcknowledgements(request)).toEqual(first);
    const { acknowledgements } = await client.listAcknowledgements({
      statuses: [AcknowledgementStatus.CANCELLED],
    });
    expect(acknowledgements).toHaveLength(3);
    expect(acknowledgements[0]).toMatchObject({ cancelReason: CancelReason.MANUAL });
    expect(acknowledgements[0]?.cancelTime).toBeDefined();
    await world.net.settle();
    const { rollouts } = await client.listRollouts({});
    expect(rollouts[0]).toMatchObject({ pendingCount: 0, cancelledCount: 3, acknowledgedCount: 1 });
    const told = await world.told(AcknowledgementsCancelledSchema, customerId);
    expect(told.flatMap((message) => message.acknowledgements)).toHaveLength(3);
  });

  test("needs a reason and the right to manage, and finds nothing of another customer", async () => {
    const [one, other] = [await team("Cancel here"), await team("Cancel there")];
    const request = { acknowledgementIds: one.ids, comment: "no" };
    expect(await refusal(one.client.cancelAcknowledgements({ ...request, comment: "" }))).toMatch(
      /^InvalidArgument/,
    );
    const auditor = world.net.user(one.customerId, [PermissionRole.AUDITOR]);
    expect(await refusal(world.as(auditor).cancelAcknowledgements(request))).toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
    expect((await other.client.cancelAcknowledgements(request)).cancelledCount).toBe(0);
  });
});
