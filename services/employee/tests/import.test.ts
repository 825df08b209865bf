import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { EmployeeImportState as State } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { employeeModule } from "../module.ts";
import { employeeModel } from "../store/employee-model.ts";

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
interface Options {
  readonly validateOnly?: boolean;
  readonly deactivateMissing?: boolean;
}
const start = (text: string, options: Options = {}) =>
  hr().importEmployees({ csv: Buffer.from(text), ...options });
/** Imports a file and waits for the result. */
const run = async (text: string, options: Options = {}) => {
  const { employeeImport } = await start(text, options);
  await net.settle();
  return (await hr().getEmployeeImport({ employeeImportId: employeeImport?.id ?? "" })).employeeImport;
};
const everyone = async () => {
  const { employees } = await hr().listEmployees({ pageSize: 200 });
  return new Map(employees.map((employee) => [employee.email, employee]));
};
const eventsOf = async (type: string) =>
  (await net.eventsOf("employee", type)).filter((row) => row.customerId === customerId);

describe("an import", () => {
  test("creates unknown people, with their managers wherever in the file they stand", async () => {
    const result = await run(
      [
        "name,email,department,roles,groups,manager_email,join_date,status,attributes.cost_center",
        "Ben Bold,ben@example.com,Finance,engineer|lead,fire | first aid,ada@example.com,2026-01-15,on_leave,4711",
        "Ada Able,Ada@example.com,,,,,,,",
      ].join("\r\n"),
    );
    expect(result).toMatchObject({
      state: State.COMPLETED,
      totalRows: 2,
      processedRows: 2,
      createdCount: 2,
      failedCount: 0,
      errors: [],
    });
    const people = await everyone();
    const ada = people.get("Ada@example.com");
    expect(ada).toMatchObject({ status: EmployeeStatus.ACTIVE, joinDate: "2026-03-02", managerId: "" });
    expect(people.get("ben@example.com")).toMatchObject({
      name: "Ben Bold",
      roles: ["engineer", "lead"],
      groups: ["fire", "first aid"],
      managerId: ada?.id,
      joinDate: "2026-01-15",
      status: EmployeeStatus.ON_LEAVE,
      attributes: { cost_center: "4711" },
    });
    expect(await eventsOf("EmployeeCreated")).toHaveLength(2);
    expect(await eventsOf("EmployeeImportFinished")).toHaveLength(1);
  });

  test("changes what the file says of known people, and nothing else", async () => {
    const facts = { department: "Finance", location: "Berlin", attributes: { kept: "1", cleared: "2" } };
    await hr().createEmployee({
      employee: { name: "Ada", email: "ada@example.com", joinDate: "2020-01-01", ...facts },
    });
    const file = (name: string) =>
      `email,name,department,join_date,status,attributes.cleared\nADA@example.com,${name},,,,\n`;
    expect(await run(file("Ada Able"))).toMatchObject({ updatedCount: 1, unchangedCount: 0 });
    expect((await everyone()).get("ADA@example.com")).toMatchObject({
      name: "Ada Able",
      department: "",
      location: "Berlin",
      joinDate: "2020-01-01",
      attributes: { kept: "1" },
    });
    expect(await run(file("Ada Able"))).toMatchObject({ updatedCount: 0, unchangedCount: 1 });
    expect(await eventsOf("EmployeeUpdated")).toHaveLength(1);
  });

  test("brings back people who had left, and lets go those whom it calls inactive", async () => {
    const create = async (email: string) =>
      (await hr().createEmployee({ employee: { name: "P", email, joinDate: "2020-01-01" } })).employee?.id ??
      "";
    const [back, gone] = [await create("back@example.com"), await create("gone@example.com")];
    await hr().deactivateEmployee({ employeeId: back });
    const result = await run(
      "name,email,status\nP,back@example.com,\nP,gone@example.com,inactive\nQ,new@example.com,inactive\n",
    );
    expect(result).toMatchObject({ createdCount: 1, updatedCount: 1, deactivatedCount: 1 });
    const people = await everyone();
    expect(people.get("back@example.com")).toMatchObject({
      id: back,
      status: EmployeeStatus.ACTIVE,
      joinDate: "2026-03-02",
    });
    expect(people.get("gone@example.com")).toMatchObject({ id: gone, status: EmployeeStatus.INACTIVE });
    expect(people.get("new@example.com")?.status).toBe(EmployeeStatus.INACTIVE);
    expect((await hr().previewAudience({})).employeeCount).toBe(1);
  });

  test("takes the good rows and reports the bad ones by line", async () => {
    const result = await run(
      [
        "name;email;manager_email",
        '"Ada\nAble";ada@example.com;',
        "Ben;ben@example;ada@example.com",
        "Cy;not an address;",
        "Dee;dee@example.com;nobody@example.com",
        "Eve;ADA@example.com;",
        "Fay;fay@example.com",
      ].join("\n"),
    );
    expect(result).toMatchObject({ state: State.COMPLETED, totalRows: 6, createdCount: 2, failedCount: 4 });
    expect(result?.errors.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [5, "email", "INVALID_FIELD"],
      [6, "manager_email", "MANAGER_NOT_FOUND"],
      [7, "email", "EMPLOYEE_EMAIL_TAKEN"],
      [8, "", "INVALID_FIELD"],
    ]);
    expect([...(await everyone()).values()].map((employee) => employee.name)).toEqual(["Ada Able", "Ben"]);
  });

  test("refuses a manager who is below the person already", async () => {
    await run("name,email,manager_email\nA,a@example.com,\nB,b@example.com,a@example.com\n");
    const result = await run("name,email,manager_email\nA,a@example.com,b@example.com\n");
    expect(result?.errors.map((error) => error.reason)).toEqual(["MANAGER_CYCLE"]);
    expect(
      await run("name,email,manager_email\nA,a@example.com,b@example.com\nB,b@example.com,\n"),
    ).toMatchObject({
      failedCount: 0,
      updatedCount: 2,
    });
  });

  test("stops creating people where the subscription ends", async () => {
    customerId = (await net.createCustomer(`Free ${customers}`, SubscriptionTier.FREE)).customerId;
    const rows = Array.from({ length: 30 }, (_, index) => `P,p${index}@example.com`);
    const result = await run(["name,email", ...rows].join("\n"));
    expect(result).toMatchObject({ createdCount: 25, failedCount: 5 });
    expect(new Set(result?.errors.map((error) => error.reason))).toEqual(new Set(["EMPLOYEE_LIMIT_REACHED"]));
    expect((await hr().previewAudience({})).employeeCount).toBe(25);
  });

  test("that only validates says what would happen, and nothing happens", async () => {
    await hr().createEmployee({ employee: { name: "Old", email: "old@example.com" } });
    const file = "name,email,manager_email\nNew,new@example.com,boss@example.com\nBoss,boss@example.com,\n";
    const options = { validateOnly: true, deactivateMissing: true };
    expect(await run(file, options)).toMatchObject({
      state: State.COMPLETED,
      createdCount: 2,
      deactivatedCount: 1,
      failedCount: 0,
    });
    expect([...(await everyone()).keys()]).toEqual(["old@example.com"]);
    expect(await eventsOf("EmployeeImportFinished")).toEqual([]);
  });

  test("deactivates those whom the file doesn't name, unless a row was refused", async () => {
    await run("name,email\nA,a@example.com\nB,b@example.com\n");
    const partly = await run("name,email\nA,a@example.com\nC,\n", { deactivateMissing: true });
    expect(partly).toMatchObject({ deactivatedCount: 0, failedCount: 1 });
    expect(await run("name,email\nA,a@example.com\n", { deactivateMissing: true })).toMatchObject({
      deactivatedCount: 1,
      unchangedCount: 1,
    });
    expect((await everyone()).get("b@example.com")?.status).toBe(EmployeeStatus.INACTIVE);
  });
});

describe("a file that can't be read", () => {
  test("is refused at once for its header, and fails as a whole for what comes later", async () => {
    await expect(refusal(start("name,phone\n"))).resolves.toBe("InvalidArgument CSV_HEADER_INVALID");
    await expect(refusal(start("name\temail\n"))).resolves.toBe("InvalidArgument CSV_HEADER_INVALID");
    const failed = await run('name,email\nA,a@example.com\nB,"b@example.com\n');
    expect(failed).toMatchObject({
      state: State.FAILED,
      failure: "Line 3: a quote is opened and never closed.",
      createdCount: 0,
    });
    expect((await everyone()).size).toBe(0);
  });
});

describe("the life of an import", () => {
  test("one at a time; it can be looked up for 90 days, by its own customer", async () => {
    const first = start("name,email\nA,a@example.com\n");
    const second = start("name,email\nB,b@example.com\n");
    const outcomes = await Promise.all([refusal(first), refusal(second)]);
    expect(outcomes).toContain("ok");
    await net.settle();
    const imported = await run("name,email\nC,c@example.com\n");
    const employeeImportId = imported?.id ?? "";
    const other = await net.createCustomer("Other");
    const spy = net.client(EmployeeService, other.admin);
    await expect(refusal(spy.getEmployeeImport({ employeeImportId }))).resolves.toBe(
      "NotFound EMPLOYEE_IMPORT_NOT_FOUND",
    );
    await net.advance(91 * DAY_MS);
    await expect(refusal(hr().getEmployeeImport({ employeeImportId }))).resolves.toBe(
      "NotFound EMPLOYEE_IMPORT_NOT_FOUND",
    );
    net.clock.advance(-91 * DAY_MS);
  });

  test("the same request_id starts it once", async () => {
    const request = {
      csv: Buffer.from("name,email\nA,a@example.com\n"),
      requestId: "0b0e2f5e-58a5-4ac5-9d0d-0c2f8f6f8f11",
    };
    const one = await hr().importEmployees(request);
    const user = net.user(customerId, [PermissionRole.HR]);
    const own = net.client(EmployeeService, user);
    await net.settle();
    const [two, three] = [await own.importEmployees(request), await own.importEmployees(request)];
    expect(two.employeeImport?.id).not.toBe(one.employeeImport?.id);
    expect(three.employeeImport?.id).toBe(two.employeeImport?.id);
    await net.settle();
  });

  test("fails when its customer is deleted", async () => {
    const operator = net.client(CustomerService, net.operator());
    const rows = Array.from({ length: 3_000 }, (_, index) => `P,p${index}@example.com`);
    const { employeeImport } = await start(["name,email", ...rows].join("\n"));
    await operator.deleteCustomer({ customerId });
    await net.settle();
    await operator.undeleteCustomer({ customerId });
    await net.settle();
    const after = await hr().getEmployeeImport({ employeeImportId: employeeImport?.id ?? "" });
    const { state, createdCount } = after.employeeImport ?? {};
    expect([State.FAILED, State.COMPLETED]).toContain(state);
    expect(await employeeModel(net.database("employee")).countDocuments({ customerId })).toBe(createdCount);
  });

  test("is watched from where it is to its result", async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => `P,p${index}@example.com`);
    const { employeeImport } = await start(["name,email", ...rows].join("\n"));
    const seen = [];
    for await (const { employeeImport: now } of hr().watchEmployeeImport({
      employeeImportId: employeeImport?.id ?? "",
    }))
      seen.push(now);
    expect(seen.at(-1)).toMatchObject({ state: State.COMPLETED, processedRows: 2_000, createdCount: 2_000 });
    const progress = seen.map((one) => one?.processedRows ?? 0);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    await net.settle();
  });
});
