import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { ComplianceStatus } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { frameworkIdOf } from "../store/seed-frameworks.ts";
import { Obligations, Policies } from "./neighbours.ts";
import { requested, signed } from "./told.ts";

const RUN_MS = 15 * 60_000;
const policies = new Policies();
const obligations = new Obligations();
let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({
    modules: [customerModule, policies.module, obligations.module, complianceModule],
  });
});
afterAll(() => net.stop());

/** A customer compliance with one policy that ten people were asked to sign. */
async function tracked(name: string) {
  const { customerId, admin } = await net.createCustomer(name);
  const api = net.client(ComplianceService, admin);
  const { customerCompliance } = await api.createCustomerCompliance({
    target: { case: "frameworkId", value: frameworkIdOf("soc2") },
  });
  const customerComplianceId = customerCompliance?.id ?? "";
  const told = { customerId, policyId: net.newId("pol") };
  policies.add(customerId, told.policyId);
  await api.mapPolicy({ customerComplianceId, policyId: told.policyId });
  await net.publish(requested(told, net.clock.now(), 10));
  await net.settle();
  return { told, read: () => read(admin, customerComplianceId) };
}

async function read(user: TestUser, customerComplianceId: string) {
  await net.settle();
  const { customerCompliance } = await net
    .client(ComplianceService, user)
    .getCustomerCompliance({ customerComplianceId });
  return customerCompliance;
}

test("counts that stay different from the stored obligations are repaired in the second run", async () => {
  const { told, read } = await tracked("Drifted");
  obligations.set(told.customerId, told.policyId, 1, 3, 7);
  await net.advance(RUN_MS);
  expect(await read()).toMatchObject({ pendingCount: 10, acknowledgedCount: 0 });
  await net.advance(RUN_MS);
  expect(await read()).toMatchObject({
    pendingCount: 3,
    acknowledgedCount: 7,
    percentage: 70,
    status: ComplianceStatus.IN_PROGRESS,
  });
  expect(obligations.askedBy.at(-1)).toBe("compliance 1");
  const before = await read();
  await net.advance(RUN_MS);
  expect(await read()).toEqual(before);
});

test("a difference that events on their way explain is not repaired, so that nothing counts twice", async () => {
  const { told, read } = await tracked("Late");
  obligations.set(told.customerId, told.policyId, 1, 9, 1);
  await net.advance(RUN_MS);
  await net.publish(signed(told, net.newId("ack")));
  await net.settle();
  await net.advance(RUN_MS);
  expect(await read()).toMatchObject({ pendingCount: 9, acknowledgedCount: 1 });
  obligations.set(told.customerId, told.policyId, 1, 8, 2);
  await net.advance(RUN_MS);
  obligations.set(told.customerId, told.policyId, 1, 7, 3);
  await net.advance(RUN_MS);
  expect(await read()).toMatchObject({ pendingCount: 9, acknowledgedCount: 1 });
});

test("a policy of which the source has no obligations has no counts", async () => {
  const { read } = await tracked("Phantom");
  await net.advance(RUN_MS);
  await net.advance(RUN_MS);
  expect(await read()).toMatchObject({ pendingCount: 0, acknowledgedCount: 0 });
});

test("a deleted customer is left alone", async () => {
  const { told } = await tracked("Deleted");
  await net.client(CustomerService, net.operator()).deleteCustomer({ customerId: told.customerId });
  await net.settle();
  const progress = net.database("compliance").collection<{ _id: string }>("policy_progress");
  const before = await progress.findOne({ _id: told.policyId });
  await net.advance(RUN_MS);
  await net.advance(RUN_MS);
  expect(await progress.findOne({ _id: told.policyId })).toEqual(before);
});
