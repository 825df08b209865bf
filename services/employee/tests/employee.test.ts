import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { employeeModule } from "../module.ts";

let net: Constellation;
let customerId: string;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, employeeModule] });
});
afterAll(() => net.stop());
let customers = 0;
beforeEach(async () => {
  customerId = (await net.createCustomer(`Customer ${++customers}`)).customerId;
});

const hr = () => net.client(EmployeeService, net.user(customerId, [PermissionRole.HR]));
let people = 0;
type Facts = Parameters<ReturnType<typeof hr>["createEmployee"]>[0]["employee"];
const join = async (facts: Facts = {}): Promise<Employee> => {
  const made = { name: `Person ${++people}`, email: `person${people}@example.com`, ...facts };
  const { employee } = await hr().createEmployee({ employee: made });
  if (!employee) throw new Error("no employee came back");
  return employee;
};
const eventsOf = async (subject: string) =>
  (await net.eventsOf("employee"))
    .filter((row) => row.subject === subject)
    .map((row) => row.type.split(".").at(-1));

describe("CreateEmployee", () => {
  test("tidies what it is given and lets people begin today at the customer's", async () => {
    const admin = net.client(CustomerService, net.user(customerId, [PermissionRole.CUSTOMER_ADMIN]));
    await admin.updateSettings({ settings: { timeZone: "Pacific/Auckland" } });
    await net.settle();
    net.clock.set(new Date("2026-03-02T20:00:00Z"));
    const ada = await join({
      name: "  Ada   Able ",
      roles: ["engineer", " Engineer", "lead"],
      department: " Finance ",
    });
    net.clock.set(new Date("2026-03-02T21:00:00Z"));
    expect(ada).toMatchObject({
      name: "Ada Able",
      roles: ["engineer", "lead"],
      department: "Finance",
      status: EmployeeStatus.ACTIVE,
      joinDate: "2026-03-03",
    });
    expect((await hr().getEmployee({ employeeId: ada.id })).employee).toEqual(ada);
    expect(await eventsOf(ada.id)).toEqual(["EmployeeCreated"]);
  });

  test("takes an address once per customer, without regard to case, until it is free again", async () => {
    const email = "same@example.com";
    const outcomes = await Promise.all(
      [email, "SAME@Example.com"].map((one) => refusal(join({ email: one }))),
    );
    expect(outcomes.toSorted()).toEqual(["AlreadyExists EMPLOYEE_EMAIL_TAKEN", "ok"]);
    const { employees } = await hr().listEmployees({});
    await hr().deleteEmployee({ employeeId: employees[0]?.id ?? "" });
    await expect(refusal(join({ email }))).resolves.toBe("ok");
    customerId = (await net.createCustomer("Elsewhere")).customerId;
    await expect(refusal(join({ email }))).resolves.toBe("ok");
  });

  test.each<[string, Facts, string]>([
    ["a name of blanks", { name: " " }, "InvalidArgument INVALID_REQUEST"],
    ["no address", { email: "" }, "InvalidArgument INVALID_REQUEST"],
    ["a day that doesn't exist", { joinDate: "2026-02-30" }, "InvalidArgument INVALID_FIELD"],
    [
      "an unknown manager",
      { managerId: "emp_01kjpwd6m0fdgrjb62xb7ztmr1" },
      "InvalidArgument MANAGER_NOT_FOUND",
    ],
  ])("refuses %s", async (_, facts, expected) => {
    await expect(refusal(join(facts))).resolves.toBe(expected);
  });

  test("takes in someone who has left already, whom the subscription doesn't count", async () => {
    customerId = (await net.createCustomer(`Former ${customers}`, SubscriptionTier.FREE)).customerId;
    for (let n = 0; n < 25; n++) await join();
    const former = await join({ status: EmployeeStatus.INACTIVE });
    expect(former).toMatchObject({ status: EmployeeStatus.INACTIVE, deactivateTime: expect.anything() });
    await expect(refusal(join())).resolves.toBe("ResourceExhausted EMPLOYEE_LIMIT_REACHED");
  });

  test("the same request_id creates one person", async () => {
    const own = hr();
    const requestId = "6f9619ff-8b86-4011-b42d-00c04fc964aa";
    const request = { employee: { name: "Once", email: "once@example.com" }, requestId };
    const answers = await Promise.all([1, 2, 3].map(() => own.createEmployee(request)));
    expect(new Set(answers.map((answer) => answer.employee?.id)).size).toBe(1);
  });
});

describe("the subscription's limit", () => {
  beforeEach(async () => {
    customerId = (await net.createCustomer(`Free ${customers}`, SubscriptionTier.FREE)).customerId;
  });

  test("holds when many are created at once; those who leave make room", async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => refusal(join())));
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(25);
    expect(new Set(outcomes)).toEqual(new Set(["ok", "ResourceExhausted EMPLOYEE_LIMIT_REACHED"]));
    const { employees } = await hr().listEmployees({ pageSize: 200 });
    expect(employees).toHaveLength(25);
    const [first, second] = employees;
    await hr().deactivateEmployee({ employeeId: first?.id ?? "" });
    await hr().deactivateEmployee({ employeeId: first?.id ?? "" });
    await expect(refusal(join())).resolves.toBe("ok");
    await expect(refusal(hr().reactivateEmployee({ employeeId: first?.id ?? "" }))).resolves.toBe(
      "ResourceExhausted EMPLOYEE_LIMIT_REACHED",
    );
    await hr().deleteEmployee({ employeeId: second?.id ?? "" });
    await expect(refusal(hr().reactivateEmployee({ employeeId: first?.id ?? "" }))).resolves.toBe("ok");
    await hr().deleteEmployee({ employeeId: first?.id ?? "" });
    await expect(refusal(join())).resolves.toBe("ok");
    await expect(refusal(join())).resolves.toBe("ResourceExhausted EMPLOYEE_LIMIT_REACHED");
  });
});

describe("UpdateEmployee", () => {
  test("changes what the mask names; what is there already changes nothing and is told to nobody", async () => {
    const ada = await join({ department: "Finance", attributes: { a: "1" } });
    const update = (employee: Facts, paths: string[] = []) =>
      hr().updateEmployee({ employee: { id: ada.id, ...employee }, updateMask: { paths } });
    const same = await update({ name: ada.name, department: " Finance" });
    expect(same.employee?.etag).toBe(ada.etag);
    const { employee } = await update({ department: "", attributes: { b: "2" } }, [
      "department",
      "attributes",
    ]);
    expect(employee).toMatchObject({ name: ada.name, department: "", attributes: { b: "2" } });
    expect(await eventsOf(ada.id)).toEqual(["EmployeeCreated", "EmployeeUpdated"]);
  });

  test("refuses a stale etag, fields of the server, a taken address, and a status by the wrong way", async () => {
    const [ada, ben] = [await join(), await join()];
    await hr().updateEmployee({ employee: { id: ada.id, name: "New" }, etag: ada.etag });
    const outcome = (employee: Facts, more: object = {}) =>
      refusal(hr().updateEmployee({ employee: { id: ada.id, ...employee }, ...more }));
    expect(await outcome({ name: "Lost" }, { etag: ada.etag })).toBe("Aborted ETAG_MISMATCH");
    expect(await outcome({}, { updateMask: { paths: ["create_time"] } })).toBe(
      "InvalidArgument INVALID_UPDATE_MASK",
    );
    expect(await outcome({ email: ben.email.toUpperCase() })).toBe("AlreadyExists EMPLOYEE_EMAIL_TAKEN");
    expect(await outcome({ email: ada.email.toUpperCase() })).toBe("ok");
    expect(await outcome({ status: EmployeeStatus.INACTIVE })).toBe("InvalidArgument INVALID_FIELD");
    expect(await outcome({}, { updateMask: { paths: ["join_date"] } })).toBe("InvalidArgument INVALID_FIELD");
    await hr().deactivateEmployee({ employeeId: ada.id });
    expect(await outcome({ status: EmployeeStatus.ACTIVE })).toBe("FailedPrecondition EMPLOYEE_INACTIVE");
    expect(await outcome({ department: "Alumni" })).toBe("ok");
  });
});

describe("managers", () => {
  test("can't manage themselves, directly or through others, also when two changes meet", async () => {
    const a = await join();
    const b = await join({ managerId: a.id });
    const c = await join({ managerId: b.id });
    const manage = (id: string, managerId: string) =>
      refusal(hr().updateEmployee({ employee: { id, managerId } }));
    expect(await manage(a.id, a.id)).toBe("InvalidArgument MANAGER_CYCLE");
    expect(await manage(a.id, c.id)).toBe("InvalidArgument MANAGER_CYCLE");
    const [x, y] = [await join(), await join()];
    const outcomes = await Promise.all([manage(x.id, y.id), manage(y.id, x.id)]);
    expect(outcomes.toSorted()).toEqual(["InvalidArgument MANAGER_CYCLE", "ok"]);
  });

  test("who are deleted leave their people without one; it is told of each", async () => {
    const boss = await join();
    const ada = await join({ managerId: boss.id });
    const request = { employeeId: boss.id, requestId: "6f9619ff-8b86-4011-b42d-00c04fc964bb" };
    const own = hr();
    await own.deleteEmployee(request);
    await own.deleteEmployee(request);
    expect((await hr().getEmployee({ employeeId: ada.id })).employee?.managerId).toBe("");
    expect(await eventsOf(ada.id)).toEqual(["EmployeeCreated", "EmployeeUpdated"]);
    expect(await eventsOf(boss.id)).toEqual(["EmployeeCreated", "EmployeeDeleted"]);
    const again = refusal(hr().deleteEmployee({ employeeId: boss.id }));
    await expect(again).resolves.toBe("NotFound EMPLOYEE_NOT_FOUND");
  });

  test("nobody gets one who is deleted at the same moment", async () => {
    const boss = await join();
    const joining = Array.from({ length: 5 }, () => refusal(join({ managerId: boss.id })));
    const outcomes = await Promise.all([...joining, refusal(hr().deleteEmployee({ employeeId: boss.id }))]);
    expect(outcomes.at(-1)).toBe("ok");
    const { employees } = await hr().listEmployees({});
    expect(employees.filter((employee) => employee.managerId !== "")).toEqual([]);
  });
});

describe("leaving and coming back", () => {
  test("is told once each; doing it again changes nothing", async () => {
    const ada = await join({ joinDate: "2020-01-01" });
    const gone = (await hr().deactivateEmployee({ employeeId: ada.id })).employee;
    expect(gone).toMatchObject({ status: EmployeeStatus.INACTIVE });
    expect(gone?.deactivateTime).toBeDefined();
    expect((await hr().deactivateEmployee({ employeeId: ada.id })).employee?.etag).toBe(gone?.etag);
    const back = (await hr().reactivateEmployee({ employeeId: ada.id, joinDate: "2026-03-09" })).employee;
    expect(back).toMatchObject({ status: EmployeeStatus.ACTIVE, joinDate: "2026-03-09" });
    expect(back?.deactivateTime).toBeUndefined();
    expect((await hr().reactivateEmployee({ employeeId: ada.id })).employee?.etag).toBe(back?.etag);
    expect(await eventsOf(ada.id)).toEqual(["EmployeeCreated", "EmployeeDeactivated", "EmployeeReactivated"]);
  });
});

describe("ListEmployees", () => {
  test("pages by name without gaps, with all filters at once", async () => {
    const boss = await join({ name: "Zoe" });
    const facts = { department: "Finance", location: "Berlin", roles: ["engineer"], groups: ["fire"] };
    for (const name of ["Cy Dow", "ada Byron", "Ben Dover", "ada Byron"])
      await join({ name, ...facts, managerId: boss.id });
    await join({ name: "Aaron", ...facts, location: "Paris", managerId: boss.id });
    const left = await join({ name: "Bea", ...facts, managerId: boss.id });
    await hr().deactivateEmployee({ employeeId: left.id });
    const filter = {
      department: "FINANCE",
      location: "berlin",
      role: "Engineer",
      group: "Fire",
      managerId: boss.id,
      status: EmployeeStatus.ACTIVE,
    };
    const names: string[] = [];
    for (let pageToken = ""; ; ) {
      const page = await hr().listEmployees({ ...filter, pageSize: 2, pageToken });
      names.push(...page.employees.map((employee) => employee.name));
      if (!page.nextPageToken) break;
      const other = refusal(hr().listEmployees({ pageToken: page.nextPageToken }));
      await expect(other).resolves.toBe("InvalidArgument INVALID_PAGE_TOKEN");
      pageToken = page.nextPageToken;
    }
    expect(names).toEqual(["ada Byron", "ada Byron", "Ben Dover", "Cy Dow"]);
  });

  test("finds people by a beginning of the name's words or of the address", async () => {
    await join({ name: "Ada King Lovelace", email: "countess@example.com" });
    await join({ name: "Klaus (Love) Meier" });
    const found = async (query: string) =>
      (await hr().listEmployees({ query })).employees.map((employee) => employee.name);
    expect(await found("LOVE")).toEqual(["Ada King Lovelace"]);
    expect(await found("king  love")).toEqual(["Ada King Lovelace"]);
    expect(await found("countess@")).toEqual(["Ada King Lovelace"]);
    expect(await found("k")).toEqual(["Ada King Lovelace", "Klaus (Love) Meier"]);
    expect(await found("ovelace")).toEqual([]);
  });
});

describe("who may see and do what", () => {
  test("users without a leading role see the employee that they are", async () => {
    const [ada, ben] = [await join(), await join()];
    const own = net.client(
      EmployeeService,
      net.user(customerId, [PermissionRole.EMPLOYEE], { employeeId: ada.id }),
    );
    expect((await own.getEmployee({})).employee?.id).toBe(ada.id);
    expect((await own.getEmployee({ employeeId: ada.id })).employee?.id).toBe(ada.id);
    await expect(refusal(own.getEmployee({ employeeId: ben.id }))).resolves.toBe("PermissionDenied OWN_ONLY");
    await expect(refusal(own.listEmployees({}))).resolves.toBe("PermissionDenied ROLE_REQUIRED");
    await expect(refusal(hr().getEmployee({}))).resolves.toBe("FailedPrecondition NOT_AN_EMPLOYEE");
  });

  test("another customer's employee is as unknown as one that never was", async () => {
    const ada = await join();
    const spy = net.client(EmployeeService, (await net.createCustomer("Spy")).admin);
    const unknown = "NotFound EMPLOYEE_NOT_FOUND";
    const employeeId = ada.id;
    await expect(refusal(spy.getEmployee({ employeeId }))).resolves.toBe(unknown);
    await expect(refusal(spy.updateEmployee({ employee: { id: employeeId, name: "x" } }))).resolves.toBe(
      unknown,
    );
    await expect(refusal(spy.deactivateEmployee({ employeeId }))).resolves.toBe(unknown);
    await expect(refusal(spy.reactivateEmployee({ employeeId }))).resolves.toBe(unknown);
    await expect(refusal(spy.deleteEmployee({ employeeId }))).resolves.toBe(unknown);
    await expect(refusal(spy.listAssignedPolicies({ employeeId }))).resolves.toBe(unknown);
    const manager = { name: "x", email: "x@example.com", managerId: employeeId };
    await expect(refusal(spy.createEmployee({ employee: manager }))).resolves.toBe(
      "InvalidArgument MANAGER_NOT_FOUND",
    );
    expect((await spy.listEmployees({})).employees).toEqual([]);
  });
});
