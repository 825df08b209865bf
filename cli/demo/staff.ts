import { EmployeeImportState } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { DEMO_PASSWORD, type DemoUser } from "./accounts.ts";
import { allPages, type Caller, LARGEST_PAGE } from "./callers.ts";
import { DEMO_PEOPLE, type DemoPerson, peopleCsv } from "./people.ts";
import { type Progress, until } from "./progress.ts";

/** Imports those who aren't known yet, from a CSV file as HR would, and waits for the end. */
export async function hire(
  caller: Caller,
  people: readonly DemoPerson[],
  progress: Progress,
  now: Date,
): Promise<void> {
  const known = await employeesByEmail(caller);
  const missing = people.filter((person) => !known.has(person.email));
  if (missing.length === 0) return;
  const employees = caller.client(EmployeeService);
  const { employeeImport: begun } = await employees.importEmployees({ csv: peopleCsv(missing, now) });
  await until(progress, "the import of the people", async () => {
    const { employeeImport: current } = await employees.getEmployeeImport({
      employeeImportId: begun?.id ?? "",
    });
    if (current?.state === EmployeeImportState.FAILED)
      throw new Error(`importing people: ${current.failure}`);
    if (current?.errors[0]) throw new Error(`importing people: ${current.errors[0].message}`);
    return current?.state === EmployeeImportState.COMPLETED ? true : undefined;
  });
}

/** Everybody known, those who left included, by address. */
export async function employeesByEmail(caller: Caller): Promise<ReadonlyMap<string, Employee>> {
  const client = caller.client(EmployeeService);
  const all = await allPages(
    (pageToken) => client.listEmployees({ pageSize: LARGEST_PAGE, pageToken }),
    (page) => page.employees,
  );
  return new Map(all.map((employee) => [employee.email, employee]));
}

/** Every user of the customer by address. */
async function usersByEmail(administrator: Caller): Promise<ReadonlyMap<string, User>> {
  const client = administrator.client(IdentityService);
  const all = await allPages(
    (pageToken) => client.listUsers({ pageSize: LARGEST_PAGE, pageToken }),
    (page) => page.users,
  );
  return new Map(all.map((user) => [user.email, user]));
}

/** Creates the users who aren't there yet, at once: hashing passwords is what takes time. */
export async function ensureUsers(
  administrator: Caller,
  users: readonly Pick<DemoUser, "name" | "email" | "roles" | "employed">[],
  employees: ReadonlyMap<string, Employee>,
): Promise<void> {
  const identity = administrator.client(IdentityService);
  const known = await usersByEmail(administrator);
  await Promise.all(
    users
      .filter(({ email }) => !known.has(email))
      .map(({ name, email, roles, employed }) => {
        const employeeId = employed ? (employees.get(email)?.id ?? "") : "";
        const user = { email, displayName: name, roles: [...roles], employeeId };
        return identity.createUser({ user, password: DEMO_PASSWORD });
      }),
  );
}

/** Marks those as having left who leave in the course of the demo. */
export async function letLeave(hr: Caller): Promise<void> {
  const employees = await employeesByEmail(hr);
  const leaving = DEMO_PEOPLE.filter((person) => person.leaves).flatMap(
    (person) => employees.get(person.email) ?? [],
  );
  await Promise.all(
    leaving
      .filter((employee) => employee.status !== EmployeeStatus.INACTIVE)
      .map((employee) => hr.client(EmployeeService).deactivateEmployee({ employeeId: employee.id })),
  );
}
