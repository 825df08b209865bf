import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { AudienceCondition_Field as Field } from "#gen/countersign/common/v1/audience_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { employeeModule } from "../module.ts";
import { archived, only, published, updated } from "./published.ts";
import { type Told, toldOf } from "./told.ts";

let net: Constellation;
let customerId: string;
let policyId: string;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, employeeModule] });
});
afterAll(() => net.stop());
let customers = 0;
beforeEach(async () => {
  customerId = (await net.createCustomer(`Customer ${++customers}`)).customerId;
  policyId = net.newId("pol");
});

const hr = () => net.client(EmployeeService, net.user(customerId, [PermissionRole.HR]));
let people = 0;
const join = async (facts: { department?: string; roles?: string[]; status?: EmployeeStatus } = {}) => {
  const email = `person${++people}@example.com`;
  const { employee } = await hr().createEmployee({ employee: { name: `Person ${people}`, email, ...facts } });
  return employee?.id ?? "";
};
/** What was told since the last call, without revisions. */
let heard = 0;
beforeEach(() => {
  heard = 0;
});
const news = async (): Promise<object[]> => {
  await net.settle();
  const told = await toldOf(net, customerId);
  const fresh = told.slice(heard);
  heard = told.length;
  return fresh.map(brief);
};
const brief = (told: Told): object =>
  told.kind === "matched"
    ? { matched: told.matched, materialVersion: told.materialVersion }
    : { [told.kind]: told.employeeId, because: told.reason };

describe("a publication", () => {
  test("is assigned to everyone whom its audience matches, people on leave too, and then said to be matched", async () => {
    const ada = await join({ department: "Finance" });
    const ben = await join({ department: " finance ", status: EmployeeStatus.ON_LEAVE });
    await join({ department: "Legal" });
    await net.publish(
      published({ customerId, policyId, revision: 1, version: 1, audience: only("DEPARTMENT", "FINANCE") }),
    );
    expect(await news()).toEqual([
      { added: ada, because: "PUBLICATION" },
      { added: ben, because: "PUBLICATION" },
      { matched: 2, materialVersion: 1 },
    ]);
    const added = (await toldOf(net, customerId)).filter((told) => told.kind === "added");
    expect(added.map((told) => told.onLeave)).toEqual([false, true]);
  });

  test("that is material is assigned to everyone anew; an editorial one to nobody who has it", async () => {
    const ada = await join();
    await net.publish(published({ customerId, policyId, revision: 1, version: 1 }));
    await news();
    await net.publish(published({ customerId, policyId, revision: 2, version: 2, materialVersion: 1 }));
    expect(await news()).toEqual([{ matched: 1, materialVersion: 1 }]);
    await net.publish(published({ customerId, policyId, revision: 3, version: 3 }));
    expect(await news()).toEqual([
      { added: ada, because: "PUBLICATION" },
      { matched: 1, materialVersion: 3 },
    ]);
  });

  test("delivered twice, or after a later one, has no further effect", async () => {
    await join();
    const second = published({ customerId, policyId, revision: 2, version: 2 });
    const eventId = await net.publish(second);
    await news();
    await net.publish(second, { eventId });
    await net.publish(second);
    await net.publish(published({ customerId, policyId, revision: 1, version: 1 }));
    expect(await news()).toEqual([]);
  });

  test("for information only is assigned as such, and everyone is told when it becomes binding", async () => {
    const ada = await join();
    await net.publish(published({ customerId, policyId, revision: 1, version: 1, required: false }));
    await news();
    await net.publish(updated({ customerId, policyId, revision: 2, version: 1, required: true }));
    expect(await news()).toEqual([
      { added: ada, because: "PUBLICATION" },
      { matched: 1, materialVersion: 1 },
    ]);
    const added = (await toldOf(net, customerId)).filter((told) => told.kind === "added");
    expect(added.map((told) => told.required)).toEqual([false, true]);
  });

  test("changes nothing when only its title or a draft changes", async () => {
    await join();
    await net.publish(published({ customerId, policyId, revision: 1, version: 1 }));
    await news();
    const change = updated({ customerId, policyId, revision: 2, version: 1, title: "Better title" });
    const eventId = await net.publish(change);
    await net.publish(change, { eventId });
    expect(await news()).toEqual([]);
  });

  test("ends for those whom its new audience leaves out and begins for those it takes in", async () => {
    const ada = await join({ department: "Finance" });
    const ben = await join({ department: "Legal" });
    const state = { customerId, policyId, version: 1 };
    await net.publish(published({ ...state, revision: 1, audience: only("DEPARTMENT", "Finance") }));
    await news();
    await net.publish(updated({ ...state, revision: 2, audience: only("DEPARTMENT", "Legal") }));
    expect(await news()).toEqual([
      { added: ben, because: "PUBLICATION" },
      { removed: ada, because: "OUT_OF_SCOPE" },
      { matched: 1, materialVersion: 1 },
    ]);
  });
});

describe("an archived policy", () => {
  test("ends for everyone, once, and no late publication brings it back", async () => {
    const ada = await join();
    await net.publish(published({ customerId, policyId, revision: 1, version: 1 }));
    await news();
    const end = archived({ customerId, policyId, revision: 5 });
    const eventId = await net.publish(end);
    expect(await news()).toEqual([{ removed: ada, because: "ARCHIVED" }]);
    await net.publish(end, { eventId });
    await net.publish(published({ customerId, policyId, revision: 4, version: 2 }));
    await join();
    expect(await news()).toEqual([]);
  });

  test("that was never heard of before stays unknown", async () => {
    await net.publish(archived({ customerId, policyId, revision: 5 }));
    await net.publish(published({ customerId, policyId, revision: 4, version: 1 }));
    await join();
    expect(await news()).toEqual([]);
  });
});

describe("a person", () => {
  beforeEach(async () => {
    await net.publish(
      published({ customerId, policyId, revision: 1, version: 1, audience: only("ROLE", "engineer") }),
    );
    await news();
  });

  test("who joins gets what applies as a newcomer", async () => {
    const ada = await join({ roles: ["Engineer"] });
    expect(await news()).toEqual([{ added: ada, because: "EMPLOYEE_JOINED" }]);
  });

  test("who changes gets and loses what applies", async () => {
    const ada = await join({ roles: ["writer"] });
    expect(await news()).toEqual([]);
    await hr().updateEmployee({ employee: { id: ada, roles: ["engineer", "writer"] } });
    expect(await news()).toEqual([{ added: ada, because: "EMPLOYEE_CHANGED" }]);
    await hr().updateEmployee({ employee: { id: ada, name: "Ada Countess" } });
    expect(await news()).toEqual([]);
    await hr().updateEmployee({ employee: { id: ada, roles: ["writer"] } });
    expect(await news()).toEqual([{ removed: ada, because: "OUT_OF_SCOPE" }]);
  });

  test("who goes on leave keeps everything; who leaves loses it; who returns is a newcomer again", async () => {
    const ada = await join({ roles: ["engineer"] });
    await news();
    await hr().updateEmployee({ employee: { id: ada, status: EmployeeStatus.ON_LEAVE } });
    expect(await news()).toEqual([]);
    await hr().deactivateEmployee({ employeeId: ada });
    expect(await news()).toEqual([{ removed: ada, because: "LEFT" }]);
    await hr().reactivateEmployee({ employeeId: ada });
    expect(await news()).toEqual([{ added: ada, because: "EMPLOYEE_JOINED" }]);
    await hr().deleteEmployee({ employeeId: ada });
    expect(await news()).toEqual([{ removed: ada, because: "LEFT" }]);
  });
});

describe("a deleted customer", () => {
  test("is matched no more, and completely when it is restored", async () => {
    const operator = net.client(CustomerService, net.operator());
    const ada = await join();
    await operator.deleteCustomer({ customerId });
    await net.settle();
    await net.publish(published({ customerId, policyId, revision: 1, version: 1 }));
    expect(await news()).toEqual([]);
    await operator.undeleteCustomer({ customerId });
    expect(await news()).toEqual([
      { added: ada, because: "PUBLICATION" },
      { matched: 1, materialVersion: 1 },
    ]);
  });
});

describe("ListAssignedPolicies", () => {
  test("says what applies, by title, since when and why, page by page", async () => {
    const ada = await join({ department: "Finance", roles: ["engineer", "lead"] });
    const titles = ["Zeta", "alpha", "Beta"];
    for (const [index, title] of titles.entries()) {
      const audience = {
        all: [{ field: Field.DEPARTMENT, values: ["Legal", "finance"] }],
        any: [
          { field: Field.ROLE, values: ["Lead", "Engineer", "writer"] },
          { field: Field.LOCATION, values: ["Mars"] },
        ],
      };
      const state = { customerId, policyId: net.newId("pol"), title, revision: 1 + index, version: 1 };
      await net.publish(published({ ...state, audience }));
    }
    await net.settle();
    const first = await hr().listAssignedPolicies({ employeeId: ada, pageSize: 2 });
    expect(first.assignedPolicies.map((policy) => policy.title)).toEqual(["alpha", "Beta"]);
    const [policy] = first.assignedPolicies;
    expect(policy?.because.map((condition) => [condition.field, condition.values])).toEqual([
      [Field.DEPARTMENT, ["finance"]],
      [Field.ROLE, ["Lead", "Engineer"]],
    ]);
    expect(policy?.assignTime?.seconds).toBe(BigInt(net.clock.now().getTime() / 1000));
    const second = await hr().listAssignedPolicies({
      employeeId: ada,
      pageSize: 2,
      pageToken: first.nextPageToken,
    });
    expect(second.assignedPolicies.map((assigned) => assigned.title)).toEqual(["Zeta"]);
    expect(second.nextPageToken).toBe("");
  });

  test("is open to everybody for themselves, and to few for others", async () => {
    const [ada, ben] = [await join(), await join()];
    const as = (role: PermissionRole, employeeId = "") =>
      net.client(EmployeeService, net.user(customerId, [role], { employeeId }));
    const own = as(PermissionRole.EMPLOYEE, ada);
    expect((await own.listAssignedPolicies({})).assignedPolicies).toEqual([]);
    await expect(refusal(own.listAssignedPolicies({ employeeId: ben }))).resolves.toBe(
      "PermissionDenied OWN_ONLY",
    );
    const approver = as(PermissionRole.APPROVER);
    await expect(refusal(approver.listAssignedPolicies({ employeeId: ben }))).resolves.toBe(
      "PermissionDenied OWN_ONLY",
    );
    await expect(refusal(approver.listAssignedPolicies({}))).resolves.toBe(
      "FailedPrecondition NOT_AN_EMPLOYEE",
    );
    await expect(refusal(as(PermissionRole.AUDITOR).listAssignedPolicies({ employeeId: ben }))).resolves.toBe(
      "ok",
    );
    const reading = net.client(EmployeeService, net.apiKey(customerId, [Permission.EMPLOYEES_READ]));
    await expect(refusal(reading.listAssignedPolicies({ employeeId: ben }))).resolves.toBe("ok");
    const other = net.client(EmployeeService, net.apiKey(customerId, [Permission.POLICIES_READ]));
    await expect(refusal(other.listAssignedPolicies({ employeeId: ben }))).resolves.toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
  });
});

describe("PreviewAudience", () => {
  test("counts and shows whom an audience matches now, without regard to case", async () => {
    await join({ department: "Finance", roles: ["lead"] });
    await join({ department: "FINANCE", status: EmployeeStatus.ON_LEAVE });
    await join({ department: "Legal" });
    const gone = await join({ department: "Finance" });
    await hr().deactivateEmployee({ employeeId: gone });
    const preview = await hr().previewAudience({ audience: only("DEPARTMENT", "finance"), sampleSize: 1 });
    expect(preview).toMatchObject({ matchedCount: 2, onLeaveCount: 1, employeeCount: 3 });
    expect(preview.sample).toHaveLength(1);
    const without = { none: [{ field: Field.ROLE, values: ["lead"] }] };
    expect((await hr().previewAudience({ audience: without })).matchedCount).toBe(2);
    expect((await hr().previewAudience({})).matchedCount).toBe(3);
  });
});
