import { create, type DescMessage } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AcknowledgementSignedSchema,
  AcknowledgementsRequestedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import {
  AssigneeSchema,
  AssignmentReason,
  AssignmentsAddedSchema,
  AssignmentsRemovedSchema,
  AudienceMatchedSchema,
  EmployeeDeactivatedSchema,
  EmployeeDeletedSchema,
  EmployeeReactivatedSchema,
  EmployeeUpdatedSchema,
  UnassignmentReason,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import {
  PolicyArchivedSchema,
  PolicyPublishedSchema,
  PolicyUpdatedSchema,
} from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { DuplicateKeyError } from "../../../runtime/mongo/change.ts";
import { GroupCommit } from "../../../runtime/mongo/group-commit.ts";
import { PolicyStore } from "../store/policy-store.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

async function everything(): Promise<string> {
  const database = world.net.database("acknowledgement");
  const rows = await Promise.all(
    ["obligations", "rollouts", "policies", "people", "removals"].map((name) =>
      database.collection(name).find().sort({ _id: 1 }).toArray(),
    ),
  );
  return JSON.stringify([rows, (await world.net.eventsOf("acknowledgement")).length]);
}

test("every event that is delivered twice changes things once", async () => {
  const { customerId } = await world.customer("Twice");
  const person = world.person(customerId);
  const { employee } = person;
  const policy = world.policy();
  const { policyId, policyVersionId, title } = policy;
  const edited = world.policy(policy, { materiality: Materiality.EDITORIAL });
  const assignee = (employeeRevision: bigint) =>
    create(AssigneeSchema, { employeeId: employee.id, name: "A", email: "a@example.com", employeeRevision });
  const added = (employeeRevision: bigint, reason: AssignmentReason = AssignmentReason.PUBLICATION) =>
    create(AssignmentsAddedSchema, { policy: edited, reason, assignees: [assignee(employeeRevision)] });
  const matched = {
    policyId,
    policyVersionId,
    materialVersion: 1,
    matched: 1,
    policyRevision: policy.revision,
  };
  const removed = {
    policyId,
    reason: UnassignmentReason.OUT_OF_SCOPE,
    employeeIds: [employee.id],
    employeeRevisions: [4n],
    policyRevision: edited.revision,
  };
  const leave = create(EmployeeUpdatedSchema, {
    employee: { ...employee, status: EmployeeStatus.ON_LEAVE },
    revision: 2n,
  });
  const gone = { ...employee, status: EmployeeStatus.INACTIVE };
  const happens: readonly (readonly [DescMessage, string, Record<string, unknown>])[] = [
    [PolicyPublishedSchema, policyId, { policy }],
    [AssignmentsAddedSchema, policyId, added(1n)],
    [AudienceMatchedSchema, policyId, matched],
    [PolicyPublishedSchema, policyId, { policy: edited }],
    [PolicyUpdatedSchema, policyId, { published: { ...edited, revision: edited.revision + 1n } }],
    [EmployeeUpdatedSchema, employee.id, leave],
    [AssignmentsRemovedSchema, policyId, removed],
    [AssignmentsAddedSchema, policyId, added(5n, AssignmentReason.EMPLOYEE_CHANGED)],
    [EmployeeDeactivatedSchema, employee.id, { employee: gone, revision: 6n }],
    [EmployeeReactivatedSchema, employee.id, { employee, revision: 7n }],
    [AcknowledgementSignedSchema, world.net.newId("ack"), { rolloutId: world.net.newId("rol") }],
    [EmployeeDeletedSchema, employee.id, { employee: gone, revision: 8n }],
    [PolicyArchivedSchema, policyId, { policyId, title, policyVersionId, materialVersion: 1, revision: 99n }],
  ];
  for (const [schema, subject, message] of happens) {
    const eventId = world.net.newId("evt");
    await world.tell(schema, customerId, subject, message, eventId);
    const once = await everything();
    await world.tell(schema, customerId, subject, message, eventId);
    expect(await everything()).toBe(once);
  }
  expect((await world.told(AcknowledgementsRequestedSchema, customerId)).length).toBe(2);
});

test("what asks people and what takes the policy from them never pass each other unseen", async () => {
  const { customerId } = await world.customer("Side by side");
  const { policyId } = await world.rollOut(customerId, []);
  const database = world.net.database("acknowledgement");
  const policies = new PolicyStore(database);
  const groups = new GroupCommit(database.getClient());
  const seen = await policies.find(customerId, policyId);
  if (!seen) throw new Error("known");
  await groups.commit([policies.countAddition(seen)]);
  await groups.commit([policies.countAddition(seen)]);
  await expect(groups.commit([policies.countRemoval(seen)])).rejects.toThrow(DuplicateKeyError);
  const again = await policies.find(customerId, policyId);
  if (!again) throw new Error("known");
  await groups.commit([policies.countRemoval(again)]);
  await expect(groups.commit([policies.countAddition(again)])).rejects.toThrow(DuplicateKeyError);
});
