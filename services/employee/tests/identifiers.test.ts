import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { employeeModule } from "../module.ts";

let net: Constellation;
let customerId: string;
let customers = 0;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, employeeModule] });
});
afterAll(() => net.stop());
beforeEach(async () => {
  customerId = (await net.createCustomer(`Identified ${++customers}`)).customerId;
});

const hr = () => net.client(EmployeeService, net.user(customerId, [PermissionRole.HR]));
let people = 0;
const join = async (more: object = {}): Promise<string> => {
  const employee = { name: `Person ${++people}`, email: `known${people}@example.com`, ...more };
  return (await hr().createEmployee({ employee })).employee?.id ?? "";
};
type Request = Parameters<ReturnType<typeof hr>["listEmployees"]>[0];
const list = async (request: Request) => (await hr().listEmployees(request)).employees.map((one) => one.id);

test("an external id and a user name are each one employee's, until they are free again", async () => {
  const ada = await join({ externalId: "x-1", userName: "ada@idp.example" });
  await expect(refusal(join({ externalId: "x-1" }))).resolves.toBe(
    "AlreadyExists EMPLOYEE_EXTERNAL_ID_TAKEN",
  );
  await expect(refusal(join({ userName: "ADA@idp.example" }))).resolves.toBe(
    "AlreadyExists EMPLOYEE_USER_NAME_TAKEN",
  );
  const ben = await join({ externalId: "X-1", email: "ben@example.com" });
  await expect(refusal(join({ userName: "ben@example.com" }))).resolves.toBe(
    "AlreadyExists EMPLOYEE_USER_NAME_TAKEN",
  );
  const change = (employee: object) => refusal(hr().updateEmployee({ employee: { id: ben, ...employee } }));
  expect(await change({ externalId: "x-1" })).toBe("AlreadyExists EMPLOYEE_EXTERNAL_ID_TAKEN");
  expect(await change({ userName: "ada@idp.example" })).toBe("AlreadyExists EMPLOYEE_USER_NAME_TAKEN");
  await hr().deleteEmployee({ employeeId: ada });
  expect(await change({ externalId: "x-1", userName: "ada@idp.example" })).toBe("ok");
  const outcomes = await Promise.all([1, 2, 3].map(() => refusal(join({ externalId: "race" }))));
  expect(outcomes.toSorted()).toEqual([
    "AlreadyExists EMPLOYEE_EXTERNAL_ID_TAKEN",
    "AlreadyExists EMPLOYEE_EXTERNAL_ID_TAKEN",
    "ok",
  ]);
  customerId = (await net.createCustomer(`Elsewhere ${customers}`)).customerId;
  await expect(refusal(join({ externalId: "x-1", userName: "ada@idp.example" }))).resolves.toBe("ok");
});

test("a user name that is the address is none", async () => {
  const id = await join({ email: "same@example.com", userName: "SAME@example.com" });
  expect((await hr().getEmployee({ employeeId: id })).employee?.userName).toBe("");
});

test("people are found exactly by each of their identifiers", async () => {
  const ada = await join({
    name: "Ada Able",
    email: "Ada@Example.com",
    externalId: "x-1",
    userName: "ada.upn",
    employmentType: "contractor",
  });
  const ben = await join({ name: "Ada Able Two", email: "ada@example.com.au" });
  expect(await list({ email: "ada@example.com" })).toEqual([ada]);
  expect(await list({ externalId: "x-1" })).toEqual([ada]);
  expect(await list({ externalId: "X-1" })).toEqual([]);
  expect(await list({ userName: "ADA.upn" })).toEqual([ada]);
  expect(await list({ userName: "ada@example.com" })).toEqual([]);
  expect(await list({ userName: "ada@example.com.au" })).toEqual([ben]);
  expect(await list({ name: "ada able" })).toEqual([ada]);
  expect(await list({ employmentType: "Contractor" })).toEqual([ada]);
  expect(await list({ email: "ada@example.com", externalId: "other" })).toEqual([]);
  const all = await hr().listEmployees({ pageSize: 1, countTotal: true });
  expect([all.totalSize, all.employees.length]).toEqual([2, 1]);
});

test("whom the identity provider has given up is left out if asked for, until they come back", async () => {
  const [ada, ben] = [await join(), await join()];
  await hr().deactivateEmployee({ employeeId: ada, deprovision: true });
  const { employee } = await hr().getEmployee({ employeeId: ada });
  expect(employee).toMatchObject({ status: EmployeeStatus.INACTIVE, deprovisionTime: expect.anything() });
  expect(await list({})).toEqual([ada, ben]);
  const provisioned = await hr().listEmployees({ excludeDeprovisioned: true, countTotal: true });
  expect([provisioned.employees.map((one) => one.id), provisioned.totalSize]).toEqual([[ben], 1]);
  const { ACTIVE, ON_LEAVE, INACTIVE } = EmployeeStatus;
  expect(await list({ statuses: [ACTIVE, ON_LEAVE] })).toEqual([ben]);
  expect(await list({ statuses: [INACTIVE], excludeDeprovisioned: true })).toEqual([]);

  const { employee: back } = await hr().reactivateEmployee({ employeeId: ada });
  expect(back?.deprovisionTime).toBeUndefined();
  await hr().deactivateEmployee({ employeeId: ada });
  await hr().deactivateEmployee({ employeeId: ada, deprovision: true });
  await hr().deactivateEmployee({ employeeId: ada, deprovision: true });
  const told = (await net.eventsOf("employee")).filter((row) => row.subject === ada);
  expect(told.map((row) => row.type.split(".").at(-1))).toEqual([
    "EmployeeCreated",
    "EmployeeDeactivated",
    "EmployeeReactivated",
    "EmployeeDeactivated",
    "EmployeeUpdated",
  ]);
});
