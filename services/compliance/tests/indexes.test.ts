import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { frameworkIdOf } from "../store/seed-frameworks.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, complianceModule] });
});
afterAll(() => net.stop());

const both = { $in: ["", "cus_a"] };
const queries: [collection: string, filter: object, sort: Record<string, 1 | -1>][] = [
  ["frameworks", {}, { titleKey: 1, _id: 1 }],
  ["requirements", { customerId: both, deleted: false }, { orderKey: 1, _id: 1 }],
  [
    "requirements",
    { customerId: both, deleted: false, frameworkId: frameworkIdOf("soc2") },
    { orderKey: 1, _id: 1 },
  ],
  ["customer_compliances", { customerId: "cus_a" }, { titleKey: 1, _id: 1 }],
  ["customer_compliances", { customerId: "cus_a", frameworkId: "frm_a" }, { titleKey: 1, _id: 1 }],
  ["customer_compliances", { customerId: "cus_a", "policies.policyId": "pol_a" }, { titleKey: 1, _id: 1 }],
  ["policy_progress", { stirred: true }, { customerId: 1, _id: 1 }],
  ["policy_progress", { standing: "IN_FORCE" }, { customerId: 1, _id: 1 }],
  ["audits", { customerId: "cus_a" }, { scheduledTime: -1, _id: -1 }],
  ["audits", { customerId: "cus_a", customerComplianceId: "cpl_a" }, { scheduledTime: -1, _id: -1 }],
];

test.each(queries)(
  "%s by %j in the order %j reads an index, and sorts nothing",
  async (name, filter, sort) => {
    const cursor = net.database("compliance").collection(name).find(filter).sort(sort).limit(51);
    const plan = JSON.stringify((await cursor.explain("queryPlanner")).queryPlanner.winningPlan);
    expect(plan).toMatch(/"stage":"IXSCAN"/);
    expect(plan).not.toMatch(/"stage":"(COLLSCAN|SORT)"/);
  },
);
