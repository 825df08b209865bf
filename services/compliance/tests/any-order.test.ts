import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { RequirementType } from "#gen/countersign/compliance/v1/framework_pb.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { Policies } from "./neighbours.ts";
import { archived, cancelled, published, requested, signed, type Told } from "./told.ts";

const policies = new Policies();
let net: Constellation;
let customerId: string;
let admin: TestUser;

beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policies.module, complianceModule] });
  ({ customerId, admin } = await net.createCustomer("Any order"));
});
afterAll(() => net.stop());

/** Few people, asked and signing often, so that most runs ask somebody anew who has signed. */
const PEOPLE = 3;

/** What one person does next: each is asked, signs, is asked anew or is let go, as far as that is possible. */
type Step = { readonly kind: "ask" | "sign" | "cancel" | "publish" | "archive"; readonly person: number };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("ask", "sign") },
    { weight: 3, arbitrary: fc.constant("cancel") },
    { weight: 1, arbitrary: fc.constantFrom("publish", "archive") },
  ),
  person: fc.nat(PEOPLE - 1),
});

/**
 * Plays a life of a policy with a memory of every single person, as the acknowledgement service has it: gives the
 * events that it would send, and the true counts of the version in force.
 */
function live(told: Told, steps: readonly Step[]) {
  const events: EventDraft[] = [published(told, net.clock.now(), 1)];
  const people = new Map<string, "pending" | "acknowledged" | "cancelled">();
  let version = 1;
  let isArchived = false;
  for (const { kind, person } of steps) {
    const key = `${version}/${person}`;
    const state = people.get(key);
    if (kind === "publish" && !isArchived) {
      version += 1;
      events.push(published(told, net.clock.now(), version));
    } else if (kind === "archive" && !isArchived && person === 0) {
      isArchived = true;
      events.push(archived(told));
    } else if (kind === "ask" && state !== "pending" && !isArchived) {
      events.push(requested(told, net.clock.now(), 1, state === "acknowledged" ? 1 : 0, version));
      people.set(key, "pending");
    } else if (kind === "sign" && state === "pending") {
      events.push(signed(told, net.newId("ack"), version));
      people.set(key, "acknowledged");
    } else if (kind === "cancel" && state === "pending") {
      events.push(cancelled(told, 1, version));
      people.set(key, "cancelled");
    }
  }
  const count = (state: string) =>
    isArchived
      ? 0
      : [...people].filter(([key, value]) => key.startsWith(`${version}/`) && value === state).length;
  return { events, truth: { acknowledgedCount: count("acknowledged"), pendingCount: count("pending") } };
}

let made = 0;
async function mapped(): Promise<{ told: Told; id: string }> {
  const api = net.client(ComplianceService, admin);
  const policyId = net.newId("pol");
  policies.add(customerId, policyId);
  const { requirement } = await api.createRequirement({
    identifier: `ANY-${++made}`,
    title: "Any",
    type: RequirementType.OTHER,
  });
  const { customerCompliance } = await api.createCustomerCompliance({
    target: { case: "requirementId", value: requirement?.id ?? "" },
  });
  const id = customerCompliance?.id ?? "";
  await api.mapPolicy({ customerComplianceId: id, policyId });
  return { told: { customerId, policyId }, id };
}

test("any stream of events, in any order and with redeliveries, gives the counts of whoever remembers each person", async () => {
  const shuffle = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), shuffle, async (steps, chance) => {
      const { told, id } = await mapped();
      const { events, truth } = live(told, steps);
      const once = events.map((draft) => ({ draft, eventId: net.newId("evt") }));
      const repeated = once.filter(() => chance.next().value < 0.3);
      const deliveries = [...once, ...repeated]
        .map((delivery) => ({ delivery, at: chance.next().value }))
        .toSorted((a, b) => a.at - b.at);
      for (const { delivery } of deliveries) await net.publish(delivery.draft, { eventId: delivery.eventId });
      await net.settle();
      const { customerCompliance } = await net
        .client(ComplianceService, admin)
        .getCustomerCompliance({ customerComplianceId: id });
      expect(customerCompliance).toMatchObject(truth);
    }),
    { numRuns: 10 },
  );
}, 120_000);
