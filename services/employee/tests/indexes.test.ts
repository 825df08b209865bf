import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { customerModule } from "../../customer/module.ts";
import { employeeModule } from "../module.ts";
import { archived, only, published } from "./published.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, employeeModule] });
});
afterAll(() => net.stop());

/** An operation as the database's profiler notes it. */
interface Profiled {
  readonly op: string;
  readonly ns: string;
  readonly planSummary?: string;
  readonly hasSortStage?: boolean;
  readonly command: Readonly<Record<string, unknown>>;
}

const OWN = [
  "employees",
  "groups",
  "assignments",
  "audiences",
  "imports",
  "import_files",
  "workforces",
  "matchings",
];

/** What few documents of a customer share. */
const FEW = ["emailKey", "externalId", "userNameKey", "keys"];

test("whatever the service asks the database for is served by an index", async () => {
  const { customerId } = await net.createCustomer("Indexed");
  const hr = net.client(EmployeeService, net.user(customerId, [PermissionRole.HR]));
  const database = net.database("employee");
  await database.db?.command({ profile: 2 });

  const rows = Array.from(
    { length: 60 },
    (_, n) => `Person ${n},p${n}@example.com,Department ${n % 3},${n > 0 ? "p0@example.com" : ""}`,
  );
  const csv = Buffer.from(["name,email,department,manager_email", ...rows].join("\n"));
  const { employeeImport } = await hr.importEmployees({ csv, deactivateMissing: true });
  await net.settle();
  await hr.getEmployeeImport({ employeeImportId: employeeImport?.id ?? "" });
  const first = await hr.listEmployees({ pageSize: 10 });
  await hr.listEmployees({ pageSize: 10, pageToken: first.nextPageToken });
  await hr.listEmployees({ department: "department 1", status: EmployeeStatus.ACTIVE, query: "pers" });
  for (const filter of [
    { email: "p1@example.com" },
    { externalId: "x" },
    { userName: "p1@example.com" },
    { name: "Person 1" },
    { statuses: [EmployeeStatus.ACTIVE, EmployeeStatus.ON_LEAVE] },
    {},
  ])
    await hr.listEmployees({ ...filter, countTotal: true, excludeDeprovisioned: true });
  const [, employee, other] = first.employees;
  const employeeId = employee?.id ?? "";
  const policy = { customerId, policyId: net.newId("pol"), version: 1 };
  await net.publish(published({ ...policy, revision: 1, audience: only("DEPARTMENT", "Department 1") }));
  await net.settle();
  await hr.listAssignedPolicies({ employeeId });
  await hr.previewAudience({ audience: only("DEPARTMENT", "Department 1", "Department 2") });
  await hr.previewAudience({ audience: only("EMPLOYEE", employeeId) });
  await hr.updateEmployee({
    employee: { id: employeeId, department: "Department 1", email: "new@example.com" },
  });
  await hr.updateEmployee({ employee: { id: employeeId, managerId: other?.id ?? "" } });
  await net.settle();
  await net.publish(
    published({ ...policy, version: 2, revision: 2, audience: only("DEPARTMENT", "Department 2") }),
  );
  await net.settle();
  await hr.deactivateEmployee({ employeeId });
  await hr.deleteEmployee({ employeeId: other?.id ?? "" });
  await net.publish(archived({ ...policy, revision: 3 }));
  await net.settle();

  const { group } = await hr.createGroup({ group: { name: "Group", externalId: "g" } });
  const groupId = group?.id ?? "";
  const employeeIds = first.employees.slice(3).map((one) => one.id);
  await hr.addGroupMembers({ groupId, employeeIds });
  await hr.updateGroup({ group: { id: groupId, name: "Renamed", externalId: "h" } });
  for (const filter of [{}, { query: "r" }, { names: ["renamed"] }, { externalId: "h" }])
    await hr.listGroups({ ...filter, countTotal: true });
  await hr.listGroups({ employeeId: employeeIds[0] ?? "" });
  await hr.listGroupMembers({ groupId, pageSize: 2 });
  await hr.removeGroupMembers({ groupId, employeeIds: employeeIds.slice(1) });
  await hr.deleteGroup({ groupId });
  await net.settle();

  await database.db?.command({ profile: 0 });
  const profiled = await database
    .collection("system.profile")
    .find<Profiled>({ planSummary: { $exists: true } })
    .toArray();
  const own = profiled.filter((one) => OWN.some((name) => one.ns.endsWith(`.${name}`)));
  expect(own.length).toBeGreaterThan(100);
  expect(own.filter((one) => one.planSummary?.includes("COLLSCAN"))).toEqual([]);
  // Sorting in memory is right only for the few that a search word or a list of ids has found.
  const searched = (one: Profiled) =>
    JSON.stringify(one.command).includes("searchKeys") ||
    one.planSummary === "IXSCAN { _id: 1 }" ||
    FEW.some((key) => one.planSummary?.includes(`IXSCAN { customerId: 1, ${key}: 1 }`));
  expect(own.filter((one) => one.hasSortStage && !searched(one))).toEqual([]);
});
