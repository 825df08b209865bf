import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { frameworkIdOf } from "../store/seed-frameworks.ts";
import { Policies } from "./neighbours.ts";
import { requested, signed } from "./told.ts";

const policies = new Policies();
let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policies.module, complianceModule] });
});
afterAll(() => net.stop());

/** A customer compliance with one policy, and a stream of it. */
async function watched(name: string) {
  const { customerId, admin } = await net.createCustomer(name);
  const api = net.client(ComplianceService, admin);
  const { customerCompliance } = await api.createCustomerCompliance({
    target: { case: "frameworkId", value: frameworkIdOf("soc2") },
  });
  const customerComplianceId = customerCompliance?.id ?? "";
  const told = { customerId, policyId: net.newId("pol") };
  policies.add(customerId, told.policyId);
  await api.mapPolicy({ customerComplianceId, policyId: told.policyId });
  await net.publish(requested(told, net.clock.now(), 1000));
  await net.publish(signed(told, net.newId("ack")));
  await net.settle();
  return { told, api, customerComplianceId, stream: messages(admin, customerComplianceId) };
}

function messages(user: TestUser, customerComplianceId: string) {
  const stop = new AbortController();
  const answers = net
    .client(ComplianceService, user)
    .watchCustomerCompliance({ customerComplianceId }, { signal: stop.signal });
  const iterator = answers[Symbol.asyncIterator]();
  const next = async (): Promise<CustomerCompliance | undefined> =>
    (await iterator.next()).value?.customerCompliance;
  return { next, stop: () => stop.abort() };
}

test("a stream sends the state at once, and again when counts alone have changed", async () => {
  const { told, stream } = await watched("Live");
  expect(await stream.next()).toMatchObject({ acknowledgedCount: 1, percentage: 0 });
  const waiting = stream.next();
  const askedMs = performance.now();
  await net.publish(signed(told, net.newId("ack")));
  expect(await waiting).toMatchObject({ acknowledgedCount: 2, percentage: 0 });
  expect(performance.now() - askedMs).toBeLessThan(4_000); // woken, not the fallback
  stream.stop();
});

test("a stream sends changes at most twice a second, the latest last", async () => {
  const { told, stream, api, customerComplianceId } = await watched("Paced");
  await stream.next();
  const firstMs = performance.now();
  for (const note of ["a", "b", "c"]) {
    await api.updateCustomerCompliance({ customerCompliance: { id: customerComplianceId, note } });
    await net.publish(signed(told, net.newId("ack")));
  }
  await net.settle();
  const seen: string[] = [];
  for (let state = await stream.next(); state; state = await stream.next()) {
    seen.push(state.note);
    if (state.note === "c" && state.acknowledgedCount === 4) break;
  }
  expect(seen.length).toBeLessThanOrEqual(1 + (performance.now() - firstMs) / 500);
  stream.stop();
});

test("a stream ends when its customer is deleted, and another customer's does not begin", async () => {
  const { told, stream, customerComplianceId } = await watched("Ending");
  await stream.next();
  const { admin } = await net.createCustomer("Stranger");
  const foreign = messages(admin, customerComplianceId).next();
  await expect(refusal(foreign)).resolves.toBe("NotFound CUSTOMER_COMPLIANCE_NOT_FOUND");
  const rest = refusal(stream.next());
  await net.client(CustomerService, net.operator()).deleteCustomer({ customerId: told.customerId });
  await net.settle();
  await net.publish(signed(told, net.newId("ack")));
  await expect(rest).resolves.toBe("NotFound CUSTOMER_NOT_FOUND");
});
