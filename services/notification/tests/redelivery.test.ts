import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AcknowledgementSignedSchema,
  AcknowledgementsCancelledSchema,
  AcknowledgementsEscalatedSchema,
  AcknowledgementsRemindedSchema,
  AcknowledgementsRequestedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  EmployeeImportFinishedSchema,
  EmployeeUpdatedSchema,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { UserDeactivatedSchema } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import {
  PolicyApprovalRecordedSchema,
  PolicyConfigurationActivatedSchema,
  PolicyConfigurationProposedSchema,
  PolicyPublishedSchema,
  PolicyRejectedSchema,
  PolicySubmittedSchema,
  PolicyUpdatedSchema,
} from "#gen/countersign/policy/v1/policy_events_pb.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { MINUTE, type Person, Scene } from "./scene.ts";

const { HR, APPROVER, COMPLIANCE_OFFICER } = PermissionRole;
let scene: Scene;
let ada: Person;
let author: TestUser;
beforeAll(async () => {
  scene = await Scene.start();
  ada = await scene.employee();
  author = await scene.user([COMPLIANCE_OFFICER, HR]);
  await scene.user([APPROVER, HR]);
});
afterAll(() => scene.net.stop());

type Told = readonly [Parameters<Scene["tell"]>[0], Parameters<Scene["tell"]>[2]];

const policy = () => ({ id: "pol_1", title: "Travel", ownerUserId: author.userId });
const version = () => ({ number: 2, title: "Travel", authorUserId: author.userId });
const configuration = { id: "cfg_1", policyId: "pol_1", key: "sla", proposerUserId: "usr_1" };
const asked = () => ({ ...scene.asked(ada), acknowledgementId: "ack_1" });
const cases: Readonly<Record<string, () => Told>> = {
  AcknowledgementsRequested: () => [
    AcknowledgementsRequestedSchema,
    { policy: { title: "Travel" }, acknowledgements: [asked()] },
  ],
  AcknowledgementsReminded: () => [
    AcknowledgementsRemindedSchema,
    { reminders: [{ ...ada, acknowledgementId: "ack_1", title: "Travel", daysUntilDue: 1 }] },
  ],
  AcknowledgementsCancelled: () => [
    AcknowledgementsCancelledSchema,
    { acknowledgements: [{ ...asked(), revision: 2n }] },
  ],
  AcknowledgementSigned: () => [
    AcknowledgementSignedSchema,
    { acknowledgementId: "ack_3", ...ada, title: "Travel", revision: 4n },
  ],
  AcknowledgementsEscalated: () => [
    AcknowledgementsEscalatedSchema,
    { role: HR, totalCount: 1, employeeCount: 1 },
  ],
  PolicySubmitted: () => [
    PolicySubmittedSchema,
    { policy: policy(), version: version(), approverRole: APPROVER },
  ],
  PolicyUpdated: () => [PolicyUpdatedSchema, { policy: policy(), approvalsVoided: true }],
  PolicyRejected: () => [
    PolicyRejectedSchema,
    { policy: policy(), version: version(), approval: { comment: "No" } },
  ],
  PolicyApprovalRecorded: () => [
    PolicyApprovalRecordedSchema,
    { policy: policy(), version: version(), complete: true },
  ],
  PolicyPublished: () => [
    PolicyPublishedSchema,
    { policy: { policyId: "pol_1", ownerUserId: author.userId } },
  ],
  PolicyConfigurationProposed: () => [
    PolicyConfigurationProposedSchema,
    { configuration, approverRole: APPROVER },
  ],
  PolicyConfigurationActivated: () => [PolicyConfigurationActivatedSchema, { configuration }],
  EmployeeImportFinished: () => [
    EmployeeImportFinishedSchema,
    { employeeImport: { id: "imp_1", userId: author.userId } },
  ],
  EmployeeUpdated: () => [
    EmployeeUpdatedSchema,
    {
      employee: {
        id: ada.employeeId,
        customerId: scene.customerId,
        name: ada.name,
        status: EmployeeStatus.ACTIVE,
      },
      revision: 2n,
    },
  ],
  UserDeactivated: () => [
    UserDeactivatedSchema,
    {
      user: {
        user: {
          id: author.userId,
          customerId: scene.customerId,
          email: author.email,
          displayName: author.name,
        },
        revision: 2n,
      },
    },
  ],
};

/** All that the service has stored and told. */
async function state(): Promise<unknown> {
  const database = scene.net.database("notification");
  const [deliveries, users, employees] = await Promise.all(
    ["deliveries", "users", "employees"].map((name) =>
      database.collection(name).find().sort({ _id: 1 }).toArray(),
    ),
  );
  return {
    deliveries,
    users,
    employees,
    told: (await scene.net.eventsOf("notification")).map((row) => row._id),
  };
}

test.each(Object.keys(cases))("%s has its effect once, even when its memory has expired", async (name) => {
  const [schema, message] = cases[name]?.() ?? [];
  if (!schema || !message) throw new Error(`there is no case ${name}`);
  const eventId = await scene.tell(schema, "subject", message);
  await scene.net.advance(20 * MINUTE);
  const first = await state();
  await scene.tell(schema, "subject", message, { eventId });
  await scene.net.database("notification").collection("inbox").deleteMany({});
  await scene.tell(schema, "subject", message, { eventId });
  await scene.net.advance(20 * MINUTE);
  expect(await state()).toEqual(first);
});
