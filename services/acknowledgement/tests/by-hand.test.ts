import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  AcknowledgementsCancelledSchema,
  AcknowledgementsRequestedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import {
  AcknowledgementStatus,
  AcknowledgementType,
  CancelReason,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AssignmentReason } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

describe("CreateAcknowledgement", () => {
  test("asks anybody to sign what is in force, and after the signature for the next cycle", async () => {
    const { customerId, officer } = await world.customer("By hand");
    const person = world.person(customerId);
    const policy = await world.rollOut(customerId, []);
    const request = {
      policyId: policy.policyId,
      employeeId: person.employee.id,
      dueDays: 5,
      comment: "new laptop",
    };
    const requestId = "6f9619ff-8b86-4011-b42d-00c04fc964ff";
    const client = world.as(officer);
    const [one, two] = await Promise.all(
      [1, 2].map(() => client.createAcknowledgement({ ...request, requestId })),
    );
    expect(one?.acknowledgement).toMatchObject({ type: AcknowledgementType.MANUAL, cycle: 1 });
    expect(two).toEqual(one);
    expect(await refusal(client.createAcknowledgement(request))).toBe(
      "AlreadyExists ACKNOWLEDGEMENT_PENDING",
    );
    const acknowledgementId = one?.acknowledgement?.id ?? "";
    const { entries } = await client.listHistory({ acknowledgementId });
    expect(entries[0]?.detail).toBe("due 2026-03-07; new laptop");
    await world.sign(person);
    expect((await client.createAcknowledgement(request)).acknowledgement).toMatchObject({ cycle: 2 });
    const items = (await world.told(AcknowledgementsRequestedSchema, customerId)).flatMap(
      (e) => e.acknowledgements,
    );
    expect(items.map((item) => [item.cycle, item.replacesSignature])).toEqual([
      [1, false],
      [2, true],
    ]);
    const { total } = await client.getAcknowledgementSummary({ policyIds: [policy.policyId] });
    expect(total).toMatchObject({ pending: 1, acknowledged: 0 });
  });

  test("says what is missing: the person, the policy, its publication, or the person's presence", async () => {
    const { customerId, officer } = await world.customer("Missing");
    const person = world.person(customerId);
    const gone = world.person(customerId, { status: EmployeeStatus.INACTIVE });
    const policy = await world.rollOut(customerId, []);
    const draft = world.net.newId("pol");
    world.drafts.add(draft);
    const ask = (employeeId: string, policyId: string) =>
      refusal(world.as(officer).createAcknowledgement({ employeeId, policyId }));
    expect(await ask(world.net.newId("emp"), policy.policyId)).toBe("NotFound EMPLOYEE_NOT_FOUND");
    expect(await ask(person.employee.id, world.net.newId("pol"))).toBe("NotFound POLICY_NOT_FOUND");
    expect(await ask(person.employee.id, draft)).toBe("FailedPrecondition POLICY_NOT_PUBLISHED");
    expect(await ask(gone.employee.id, policy.policyId)).toBe("FailedPrecondition EMPLOYEE_INACTIVE");
  });
});

test("CancelAcknowledgement withdraws for good, until somebody asks by hand again", async () => {
  const { customerId, officer } = await world.customer("Withdrawn");
  const person = world.person(customerId);
  const policy = await world.rollOut(customerId, [person]);
  const client = world.as(officer);
  const [own] = await world.mine(person);
  const acknowledgementId = own?.id ?? "";
  const stale = client.cancelAcknowledgement({ acknowledgementId, comment: "x", etag: "r999" });
  expect(await refusal(stale)).toBe("Aborted ETAG_MISMATCH");
  const { acknowledgement } = await client.cancelAcknowledgement({
    acknowledgementId,
    comment: "not needed",
  });
  expect(acknowledgement).toMatchObject({ cancelReason: CancelReason.MANUAL });
  expect(await refusal(client.cancelAcknowledgement({ acknowledgementId, comment: "x" }))).toBe(
    "FailedPrecondition ACKNOWLEDGEMENT_NOT_PENDING",
  );
  await world.assign(customerId, policy, [person], AssignmentReason.EMPLOYEE_CHANGED, 7n);
  expect((await world.all(officer, person))[0]?.status).toBe(AcknowledgementStatus.CANCELLED);
  const opened = world.as(person.user).openAcknowledgement({ acknowledgementId });
  expect(await refusal(opened)).toBe("FailedPrecondition ACKNOWLEDGEMENT_NOT_PENDING");
  const again = await client.createAcknowledgement({
    policyId: policy.policyId,
    employeeId: person.employee.id,
  });
  expect(again.acknowledgement).toMatchObject({
    id: acknowledgementId,
    type: AcknowledgementType.MANUAL,
    cycle: 1,
  });
  expect(await world.told(AcknowledgementsCancelledSchema, customerId)).toHaveLength(1);
});

test("lists and counts by policy, department, overdue and the start of a name", async () => {
  const { customerId, officer } = await world.customer("Lists");
  const [ada, bob] = [
    world.person(customerId, { name: "Ada Byron", department: "Research" }),
    world.person(customerId, { name: "Bob Kahn", department: "Sales" }),
  ];
  const policy = await world.rollOut(customerId, [ada, bob]);
  await world.rollOut(customerId, [ada]);
  await world.sign(bob);
  const client = world.as(officer);
  const names = async (filter: Parameters<typeof client.listAcknowledgements>[0]) =>
    (await client.listAcknowledgements(filter)).acknowledgements.map((one) => one.employeeName);
  expect(await names({ policyId: policy.policyId })).toHaveLength(2);
  expect(await names({ department: "RESEARCH" })).toEqual(["Ada Byron", "Ada Byron"]);
  expect(await names({ query: "bob" })).toEqual(["Bob Kahn"]);
  expect(await names({ query: "b.b" })).toEqual([]);
  expect(await names({ statuses: [AcknowledgementStatus.ACKNOWLEDGED] })).toEqual(["Bob Kahn"]);
  expect(await names({ overdue: true })).toEqual([]);
  const first = await client.listAcknowledgements({ pageSize: 2 });
  const rest = await client.listAcknowledgements({ pageSize: 2, pageToken: first.nextPageToken });
  expect(first.acknowledgements.length + rest.acknowledgements.length).toBe(3);
  const summary = await client.getAcknowledgementSummary({});
  expect(summary.total).toMatchObject({ pending: 2, acknowledged: 1, overdue: 0 });
  expect(summary.policies).toHaveLength(2);
  const sales = await client.getAcknowledgementSummary({ department: "sales" });
  expect(sales.total).toMatchObject({ pending: 0, acknowledged: 1 });
});
