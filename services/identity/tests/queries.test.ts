import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newUser } from "../accounts/new-user.ts";
import { userModel } from "../store/user-model.ts";
import { userQuery } from "../store/user-store.ts";
import { SignInWorld } from "./sign-in-world.ts";

const ROWS = 1_000;
const CUSTOMER = "cus_00000000000000000000000001";

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
  const rows = Array.from({ length: ROWS }, (_, i) => ({
    ...newUser(world.net, {
      customerId: i % 2 ? CUSTOMER : "",
      email: `u${i}@example.com`,
      displayName: `Name ${i % 97}`,
      roles: i % 20 ? [8] : [2, 8],
      employeeId: i % 2 ? `emp_${i}` : "",
      locale: "",
    }),
    passwordHash: "-",
    status: i % 10 ? ("ACTIVE" as const) : ("DEACTIVATED" as const),
  }));
  await userModel(world.net.database("identity")).insertMany(rows, { lean: true });
});
afterAll(() => world.net.stop());

interface Plan {
  readonly stage: string;
  readonly inputStage?: Plan;
  readonly inputStages?: readonly Plan[];
}
const stagesOf = (plan: Plan): string[] => [
  plan.stage,
  ...[...(plan.inputStages ?? []), ...(plan.inputStage ? [plan.inputStage] : [])].flatMap(stagesOf),
];

const ROLE = "crl_00000000000000000000000001";
const nothing = { query: "", employeeId: "", customRoleId: "" };
test.each([
  ["all", nothing, 51],
  ["by status", { ...nothing, status: "ACTIVE" as const }, 51],
  ["by role", { ...nothing, role: 8 }, 51],
  ["by a role of the customer's own", { ...nothing, customRoleId: ROLE }, 51],
  ["by a part of the name", { ...nothing, query: "me 33" }, 51],
  ["by a part of the address", { ...nothing, query: "u77@" }, 1],
])("users %s are read through an index, in order, and no others", async (_name, filter, most) => {
  for (const after of [undefined, ["name 20", "usr_0"]]) {
    const { queryPlanner, executionStats } = (await userModel(world.net.database("identity"))
      .find(userQuery(CUSTOMER, filter, after))
      .sort({ nameKey: 1, _id: 1 })
      .limit(51)
      .explain("executionStats")) as unknown as {
      queryPlanner: { winningPlan: Plan };
      executionStats: { totalDocsExamined: number };
    };
    const stages = stagesOf(queryPlanner.winningPlan);
    expect(stages).toContain("IXSCAN");
    expect(stages).not.toContain("COLLSCAN");
    expect(stages).not.toContain("SORT");
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(most + 1);
  }
});
