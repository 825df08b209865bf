import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { customerModule } from "../../customer/module.ts";
import { auditModule } from "../module.ts";
import { type AuditEventRow, auditEventModel } from "../store/audit-event-model.ts";
import { auditEventQuery } from "../store/audit-event-store.ts";

const CUSTOMER = "cus_00000000000000000000000001";
const ROWS = 3_000;
const START = Date.parse("2026-01-01T00:00:00Z");
const minute = (n: number): Date => new Date(START + n * 60_000);

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, auditModule] });
  await auditEventModel(net.database("audit")).insertMany(
    Array.from({ length: ROWS }, (_, i) => rowOf(i)),
    {
      lean: true,
    },
  );
});
afterAll(() => net.stop());

/** Two customers; 10 types, 100 subjects and 20 users who meet in every combination. */
const rowOf = (i: number): AuditEventRow => ({
  _id: net.newId("evt"),
  customerId: i % 2 ? CUSTOMER : "",
  type: `type${Math.floor(i / 2) % 10}`,
  source: "policy",
  subject: `subject${Math.floor(i / 20) % 100}`,
  actor: { userId: i % 3 ? `user${Math.floor(i / 7) % 20}` : "", service: "", name: "" },
  time: minute(i),
  recordTime: minute(i),
  body: Buffer.alloc(0),
});

interface Plan {
  readonly stage: string;
  readonly inputStage?: Plan;
  readonly inputStages?: readonly Plan[];
}
const stagesOf = (plan: Plan): string[] => [
  plan.stage,
  ...[...(plan.inputStages ?? []), ...(plan.inputStage ? [plan.inputStage] : [])].flatMap(stagesOf),
];

const filters = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bits) =>
  [false, true].flatMap((range) =>
    [undefined, [minute(2_000), "evt_7"] as const].map((after) => ({ bits, range, after })),
  ),
);

test.each(filters)(
  "is served by an index, sorted, without reading the ledger: $bits $range $after",
  async ({ bits, range, after }) => {
    const query = auditEventQuery(
      CUSTOMER,
      {
        type: bits & 1 ? "type3" : "",
        subject: bits & 2 ? "subject42" : "",
        actorUserId: bits & 4 ? "user5" : "",
        startTime: range ? minute(100) : undefined,
        endTime: range ? minute(2_900) : undefined,
      },
      after,
    );
    const { queryPlanner, executionStats } = (await auditEventModel(net.database("audit"))
      .find(query)
      .sort({ time: -1, _id: -1 })
      .limit(51)
      .explain("executionStats")) as unknown as {
      queryPlanner: { winningPlan: Plan };
      executionStats: { nReturned: number; totalDocsExamined: number };
    };
    const stages = stagesOf(queryPlanner.winningPlan);
    expect(stages).toContain("IXSCAN");
    expect(stages).not.toContain("COLLSCAN");
    expect(stages).not.toContain("SORT");
    // Beside a subject, the other conditions are looked at event by event: a resource has few.
    const mostRead = bits & 2 ? ROWS / 100 : executionStats.nReturned + 1;
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(mostRead);
  },
);
