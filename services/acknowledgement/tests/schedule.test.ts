import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AcknowledgementsEscalatedSchema,
  AcknowledgementsRemindedSchema,
  AcknowledgementsRequestedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import {
  AcknowledgementStatus,
  AcknowledgementType,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

const daysOf = async (customerId: string) =>
  (await world.told(AcknowledgementsRemindedSchema, customerId)).flatMap((event) =>
    event.reminders.map((reminder) => reminder.daysUntilDue),
  );

test("reminds at −7, −1 and 0 days on business days, a person's all in one event; escalates level by level", async () => {
  const { customerId, officer } = await world.customer("Reminded");
  const [late, done] = [world.person(customerId), world.person(customerId)];
  const policy = await world.rollOut(customerId, [late, done]);
  await world.rollOut(customerId, [late]);
  for (let day = 0; day < 30; day++) await world.net.advance(DAY_MS);
  const before = await world.told(AcknowledgementsRemindedSchema, customerId);
  expect(before.map((event) => event.reminders.length)).toEqual([3, 3, 3]);
  expect(before.flatMap((event) => event.reminders).map((r) => [r.daysUntilDue, r.number])).toEqual(
    [7, 1, 0].flatMap((days, i) => [1, 2, 3].map(() => [days, i + 1])),
  );
  await world.sign(done);
  for (let day = 0; day < 17; day++) await world.net.advance(DAY_MS);
  const escalated = await world.told(AcknowledgementsEscalatedSchema, customerId);
  expect(
    escalated.map((e) => [e.level, e.role, e.totalCount, e.employeeCount, e.acknowledgements.length]),
  ).toEqual([
    [1, PermissionRole.HR, 2, 1, 2],
    [2, PermissionRole.EXECUTIVE, 2, 1, 2],
  ]);
  const { acknowledgements } = await world.as(officer).listAcknowledgements({ overdue: true });
  expect(acknowledgements.map((one) => one.employeeId)).toEqual([late.employee.id, late.employee.id]);
  expect(
    (await world.as(officer).getAcknowledgementSummary({ policyIds: [policy.policyId] })).total,
  ).toMatchObject({
    overdue: 1,
    acknowledged: 1,
  });
});

test("after a downtime one reminder and one level are sent, by whichever replica, and none twice", async () => {
  const { customerId } = await world.customer("Downtime");
  const people = Array.from({ length: 5 }, () => world.person(customerId));
  await world.rollOut(customerId, people);
  world.net.clock.advance(60 * DAY_MS);
  await Promise.all([world.net.runJobs(), world.net.runJobs()]);
  await world.net.runJobs();
  const reminded = await world.told(AcknowledgementsRemindedSchema, customerId);
  expect(reminded.flatMap((event) => event.reminders)).toHaveLength(5);
  const escalated = await world.told(AcknowledgementsEscalatedSchema, customerId);
  expect(escalated.map((event) => [event.level, event.totalCount])).toEqual([[1, 5]]);
});

test("a deleted customer's people are left alone; after the restoration what is due is sent", async () => {
  const { customerId } = await world.customer("Deleted");
  await world.rollOut(customerId, [world.person(customerId)]);
  const operator = world.net.client(CustomerService, world.net.operator());
  await operator.deleteCustomer({ customerId });
  await world.net.settle();
  await world.net.advance(30 * DAY_MS);
  expect(await daysOf(customerId)).toEqual([]);
  await operator.undeleteCustomer({ customerId });
  await world.net.settle();
  await world.net.advance(3 * DAY_MS);
  expect(await daysOf(customerId)).toHaveLength(1);
});

test("changed settings count for what stands already", async () => {
  const { customerId } = await world.customer("Resettled");
  await world.rollOut(customerId, [world.person(customerId)]);
  const admin = world.net.user(customerId, [PermissionRole.CUSTOMER_ADMIN]);
  await world.net
    .client(CustomerService, admin)
    .updateSettings({ settings: { reminders: { offsetsDays: [-28], repeatEveryDays: 0, maxReminders: 5 } } });
  await world.net.settle();
  for (let day = 0; day < 6; day++) await world.net.advance(DAY_MS);
  expect(await daysOf(customerId)).toHaveLength(1);
});

test("a signature is asked for anew 30 days before it runs out, as the next cycle; once", async () => {
  const { customerId, officer } = await world.customer("Periodic");
  const person = world.person(customerId);
  await world.rollOut(customerId, [person]);
  const { acknowledgement } = await world.sign(person);
  await world.net.advance(334 * DAY_MS);
  expect(await world.all(officer, person)).toHaveLength(1);
  await world.net.advance(2 * DAY_MS);
  await world.net.advance(DAY_MS);
  const [signed, next, ...others] = await world.all(officer, person);
  expect(others).toEqual([]);
  expect(signed?.status).toBe(AcknowledgementStatus.ACKNOWLEDGED);
  expect(next).toMatchObject({
    cycle: 2,
    type: AcknowledgementType.PERIODIC,
    status: AcknowledgementStatus.PENDING,
    dueTime: acknowledgement?.renewalDueTime,
  });
  const last = (await world.told(AcknowledgementsRequestedSchema, customerId)).at(-1);
  expect(last).toMatchObject({ type: AcknowledgementType.PERIODIC });
  expect(last?.acknowledgements.map((item) => item.replacesSignature)).toEqual([true]);
});

test("two runs of the job at the same moment send everything once", async () => {
  const { customerId } = await world.customer("Replicas");
  await world.rollOut(
    customerId,
    Array.from({ length: 8 }, () => world.person(customerId)),
  );
  world.net.clock.advance(30 * DAY_MS);
  const { signal } = new AbortController();
  await Promise.all([1, 2, 3].map(() => world.job("remind-and-escalate").run(signal)));
  await world.net.settle();
  const ids = (await world.told(AcknowledgementsRemindedSchema, customerId)).flatMap((event) =>
    event.reminders.map((reminder) => reminder.acknowledgementId),
  );
  expect(ids).toHaveLength(8);
  expect(new Set(ids).size).toBe(8);
});
