import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import {
  ComplianceStatus,
  type CustomerCompliance,
} from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { RequirementType } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { frameworkIdOf } from "../store/seed-frameworks.ts";
import { Policies } from "./neighbours.ts";
import { archived, cancelled, published, requested, signed, type Told } from "./told.ts";

const policies = new Policies();
let net: Constellation;
let customerId: string;
let admin: TestUser;

beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policies.module, complianceModule] });
  ({ customerId, admin } = await net.createCustomer("Counting"));
});
afterAll(() => net.stop());

const api = () => net.client(ComplianceService, admin);

/** A policy that the policy service knows, mapped to a fresh customer compliance. */
let made = 0;
async function mapped(status: PolicyStatus = PolicyStatus.DRAFT) {
  const policyId = net.newId("pol");
  policies.add(customerId, policyId, { status });
  const { requirement } = await api().createRequirement({
    identifier: `OWN-${++made}`,
    title: "Ours",
    type: RequirementType.OTHER,
  });
  const { customerCompliance } = await api().createCustomerCompliance({
    target: { case: "requirementId", value: requirement?.id ?? "" },
  });
  const id = customerCompliance?.id ?? "";
  await api().mapPolicy({ customerComplianceId: id, policyId });
  return { told: { customerId, policyId }, id };
}

async function read(id: string): Promise<CustomerCompliance> {
  await net.settle();
  const { customerCompliance } = await api().getCustomerCompliance({ customerComplianceId: id });
  if (!customerCompliance) throw new Error("nothing came back");
  return customerCompliance;
}

const counts = ({ acknowledgedCount, pendingCount, percentage, status }: CustomerCompliance) => ({
  acknowledgedCount,
  pendingCount,
  percentage,
  status,
});

describe("counts of a customer compliance", () => {
  test("follow requests, signatures and cancellations, and the status with them", async () => {
    const { told, id } = await mapped();
    await net.publish(published(told, net.clock.now()));
    await net.publish(requested(told, net.clock.now(), 3));
    expect(counts(await read(id))).toEqual({
      acknowledgedCount: 0,
      pendingCount: 3,
      percentage: 0,
      status: ComplianceStatus.PENDING,
    });
    await net.publish(signed(told, net.newId("ack")));
    expect(counts(await read(id))).toEqual({
      acknowledgedCount: 1,
      pendingCount: 2,
      percentage: 33,
      status: ComplianceStatus.IN_PROGRESS,
    });
    await net.publish(signed(told, net.newId("ack")));
    await net.publish(cancelled(told, 1));
    expect(counts(await read(id))).toEqual({
      acknowledgedCount: 2,
      pendingCount: 0,
      percentage: 100,
      status: ComplianceStatus.COMPLETED,
    });
    await net.publish(requested(told, net.clock.now(), 1, 1));
    expect(counts(await read(id))).toEqual({
      acknowledgedCount: 1,
      pendingCount: 1,
      percentage: 50,
      status: ComplianceStatus.IN_PROGRESS,
    });
  });

  test("include the signatures from before the mapping", async () => {
    const policyId = net.newId("pol");
    const told = { customerId, policyId };
    await net.publish(requested(told, net.clock.now(), 2));
    await net.publish(signed(told, net.newId("ack")));
    await net.settle();
    policies.add(customerId, policyId, { status: PolicyStatus.PUBLISHED, materialVersion: 1 });
    const { customerCompliance } = await api().createCustomerCompliance({
      target: { case: "frameworkId", value: frameworkIdOf("gdpr") },
    });
    const answer = await api().mapPolicy({ customerComplianceId: customerCompliance?.id ?? "", policyId });
    expect(answer.customerCompliance).toMatchObject({
      acknowledgedCount: 1,
      pendingCount: 1,
      percentage: 50,
    });
  });

  test("begin anew with a material version, stay with an editorial one, and end with the archive", async () => {
    const { told, id } = await mapped();
    await net.publish(requested(told, net.clock.now(), 1));
    await net.publish(signed(told, net.newId("ack")));
    await net.publish(published(told, net.clock.now(), 2, 1));
    expect(await read(id)).toMatchObject({ acknowledgedCount: 1, policies: [{ title: "Title 2" }] });
    await net.publish(published(told, net.clock.now(), 3));
    expect(await read(id)).toMatchObject({
      acknowledgedCount: 0,
      status: ComplianceStatus.PENDING,
      policies: [{ materialVersion: 3, published: true }],
    });
    await net.publish(archived(told));
    await net.publish(published(told, net.clock.now(), 4)); // late: the archive has the higher revision
    expect((await read(id)).policies).toMatchObject([{ published: false, materialVersion: 0 }]);
  });

  test("are not complete while a mapped policy is only a draft", async () => {
    const { told, id } = await mapped();
    await net.publish(requested(told, net.clock.now(), 1));
    await net.publish(signed(told, net.newId("ack")));
    expect((await read(id)).status).toBe(ComplianceStatus.COMPLETED);
    const draft = net.newId("pol");
    policies.add(customerId, draft);
    await api().mapPolicy({ customerComplianceId: id, policyId: draft });
    expect((await read(id)).status).toBe(ComplianceStatus.IN_PROGRESS);
    await api().unmapPolicy({ customerComplianceId: id, policyId: draft });
    expect((await read(id)).status).toBe(ComplianceStatus.COMPLETED);
  });

  test.each([
    ["PolicyPublished", (told: Told) => published(told, net.clock.now(), 7, 1)],
    ["PolicyArchived", (told: Told) => archived(told)],
    ["AcknowledgementsRequested", (told: Told) => requested(told, net.clock.now(), 2)],
    ["AcknowledgementSigned", (told: Told) => signed(told, "ack_again")],
    ["AcknowledgementsCancelled", (told: Told) => cancelled(told, 2)],
  ])("a redelivered %s changes nothing", async (_name, draft) => {
    const { told, id } = await mapped();
    await net.publish(requested(told, net.clock.now(), 5));
    const eventId = net.newId("evt");
    await net.publish(draft(told), { eventId });
    const once = await read(id);
    await net.publish(draft(told), { eventId });
    const twice = await read(id);
    expect(twice).toEqual(once);
  });

  test("three hundred signatures rewrite the customer compliance a few times, and leave its etag", async () => {
    const { told, id } = await mapped();
    await net.publish(requested(told, net.clock.now(), 300));
    const before = await read(id);
    const acknowledgements = Array.from({ length: 300 }, () => net.newId("ack"));
    await Promise.all(acknowledgements.map((acknowledgement) => net.publish(signed(told, acknowledgement))));
    const after = await read(id);
    expect(after).toMatchObject({ acknowledgedCount: 300, pendingCount: 0, etag: before.etag });
    expect(Number(after.revision - before.revision)).toBeLessThan(60);
  });
});
