import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Connection } from "mongoose";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { EmployeeImportState } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { connectMongo } from "../../runtime/mongo/connect.ts";
import { SERVICE_NAMES } from "../../runtime/service.ts";
import { Platform, type SignedIn } from "../harness/platform.ts";
import { foundCustomer, peopleCsv, present, type Story, signInEmployee, withRole } from "./story.ts";

const PEOPLE = 600;
const SIGNERS = 6;
const SEED = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e6));

let platform: Platform;
let story: Story;
let mongo: Connection;
let draws = SEED;
/** Milliseconds until the next kill: pseudo-random from the printed seed (a linear congruential generator). */
const nextDelay = (mostMs: number): number => {
  draws = (draws * 1_103_515_245 + 12_345) % 2_147_483_648;
  return draws % mostMs;
};

beforeAll(async () => {
  console.info(`kill seed ${SEED}; set KILL_SEED to repeat`);
  platform = await Platform.start({ mode: "all", startAt: new Date("2026-03-02T09:00:00Z") });
  story = await foundCustomer(platform);
  mongo = await connectMongo({ uri: process.env.MONGODB_URI ?? "", databasePrefix: "" });
}, 60_000);
afterAll(async () => {
  await mongo.close();
  await platform.stop();
}, 60_000);

/** Does work while the process is killed at some moment of it; then starts it again. The work's own failure is expected. */
async function killedDuring(work: () => Promise<unknown>, mostMs: number): Promise<void> {
  const working = work().catch((error: unknown) => {
    if (!(error instanceof ConnectError)) throw error;
    expect([Code.Aborted, Code.Unavailable, Code.Canceled, Code.Unknown, Code.Internal]).toContain(
      error.code,
    );
  });
  await new Promise((resolve) => setTimeout(resolve, nextDelay(mostMs)));
  await platform.kill();
  await working;
  await platform.boot();
}

const rows = (service: string, collection: string) =>
  mongo.useDb(`${platform.env.DATABASE_PREFIX}_${service}`).collection(collection);

/** Every committed event is published and in the ledger, once. */
async function expectNoEventLost(): Promise<void> {
  const ledger = new Set(
    (
      await rows("audit", "audit_events")
        .find({}, { projection: { _id: 1 } })
        .toArray()
    ).map((row) => String(row._id)),
  );
  for (const service of SERVICE_NAMES) {
    const events = await rows(service, "outbox")
      .find({}, { projection: { _id: 1, pending: 1 } })
      .toArray();
    expect(events.filter((event) => event.pending)).toEqual([]);
    expect(events.filter((event) => !ledger.has(String(event._id)))).toEqual([]);
  }
}

describe("a process that is killed at any moment and started again", () => {
  test("finishes an import: every person once", async () => {
    const requestId = crypto.randomUUID();
    const ask = () =>
      story.admin.client(EmployeeService).importEmployees({ csv: Buffer.from(peopleCsv(PEOPLE)), requestId });
    await killedDuring(ask, 400);
    const { employeeImport } = await ask();
    const employeeImportId = present(employeeImport, "import").id;
    await killedDuring(
      () => story.admin.client(EmployeeService).getEmployeeImport({ employeeImportId }),
      200,
    );
    await platform.settle();
    const done = await story.admin.client(EmployeeService).getEmployeeImport({ employeeImportId });
    expect(done.employeeImport).toMatchObject({
      state: EmployeeImportState.COMPLETED,
      createdCount: PEOPLE,
      failedCount: 0,
    });
    expect(await rows("employee", "employees").countDocuments()).toBe(PEOPLE);
    await expectNoEventLost();
  }, 90_000);

  let policyId = "";
  test("finishes a publication: one obligation for each matching person", async () => {
    const policies = story.officer.client(PolicyService);
    const created = await policies.createPolicy({
      title: "Kill",
      contentMarkdown: "# Kill",
      audience: withRole("engineer"),
    });
    policyId = present(created.policy, "policy").id;
    const { version } = await policies.submitForApproval({ policyId });
    await story.approver
      .client(PolicyService)
      .approvePolicy({ policyId, contentSha256: version?.contentSha256 ?? "" });
    const requestId = crypto.randomUUID();
    const publish = () =>
      story.officer
        .client(PolicyService)
        .publishPolicy({ policyId, materiality: Materiality.MATERIAL, requestId });
    await killedDuring(publish, 150);
    await publish();
    for (let round = 0; round < 2; round++) await killedDuring(() => Promise.resolve(), 120);
    await platform.settle();
    const obligations = await rows("acknowledgement", "obligations").find({ policyId }).toArray();
    expect(obligations).toHaveLength(PEOPLE / 3);
    expect(new Set(obligations.map((row) => row.employeeId)).size).toBe(PEOPLE / 3);
    await expectNoEventLost();
  }, 120_000);

  test("counts each signature once, and the projections agree with the source", async () => {
    const signers: SignedIn[] = [];
    for (let i = 0; i < SIGNERS; i++)
      signers.push(await signInEmployee(story, `person${i * 3}@acme.example`));
    const sign = async (signer: SignedIn, i: number) => {
      const acknowledgements = signer.client(AcknowledgementService);
      const { acknowledgements: mine } = await acknowledgements.listMyAcknowledgements({});
      const acknowledgementId = present(mine[0], "obligation").id;
      const { contentSha256 } = await acknowledgements.openAcknowledgement({ acknowledgementId });
      await acknowledgements.acknowledge({ acknowledgementId, contentSha256, typedName: `Person ${i * 3}` });
    };
    const { frameworks } = await story.officer.client(ComplianceService).listFrameworks({});
    const { customerCompliance } = await story.officer.client(ComplianceService).createCustomerCompliance({
      target: { case: "frameworkId", value: present(frameworks[0], "framework").id },
    });
    const customerComplianceId = present(customerCompliance, "compliance").id;
    await story.officer.client(ComplianceService).mapPolicy({ customerComplianceId, policyId });
    await killedDuring(() => Promise.all(signers.map(sign)), 100);
    const left = await Promise.allSettled(signers.map(sign));
    expect(left).toHaveLength(SIGNERS);
    await platform.settle();
    const { total } = await story.officer
      .client(AcknowledgementService)
      .getAcknowledgementSummary({ policyIds: [policyId] });
    expect(total).toMatchObject({ acknowledged: SIGNERS, pending: PEOPLE / 3 - SIGNERS });
    const now = await story.officer.client(ComplianceService).getCustomerCompliance({ customerComplianceId });
    expect(now.customerCompliance).toMatchObject({
      acknowledgedCount: SIGNERS,
      pendingCount: PEOPLE / 3 - SIGNERS,
    });
    await expectNoEventLost();
  }, 120_000);
});
