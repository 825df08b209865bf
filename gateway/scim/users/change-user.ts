import { isDeepStrictEqual } from "node:util";
import { ConnectError } from "@connectrpc/connect";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { reasonOf } from "../../../runtime/rpc/error-mapping.ts";
import type { ScimObject } from "../protocol/attribute.ts";
import { checkIfMatch, hasIfMatch } from "../protocol/etag.ts";
import type { ScimCall } from "../scim-call.ts";
import { findUser } from "./find-user.ts";
import { resolveManager } from "./manager.ts";
import { factsOf, type UserFacts } from "./user-facts.ts";
import { userResource } from "./user-resource.ts";

const TRIES = 4;

/**
 * Changes the user whom the path names. `change` gives the resource that is wanted from the one that is there; it is
 * asked again when somebody else was faster, unless the client insists on a version (If-Match → 412).
 */
export async function changeUser(
  call: ScimCall,
  change: (resource: ScimObject) => ScimObject,
): Promise<Employee> {
  for (let tries = 1; ; tries++) {
    const employee = await findUser(call);
    checkIfMatch(call.req, employee.etag);
    try {
      return await changeEmployee(call, employee, change(userResource(employee, [], call.baseUrl)));
    } catch (error) {
      const stale = error instanceof ConnectError && reasonOf(error) === "ETAG_MISMATCH";
      if (!stale || hasIfMatch(call.req) || tries >= TRIES) throw error;
    }
  }
}

/** What PUT leaves as it is when the client doesn't name it: it identifies the person, or other sources know it too. */
const KEPT_BY_PUT = ["externalId", "active", "emails", "addresses", "roles"] as const;

/** The resource that a PUT wants. */
export const carriedOver = (before: ScimObject, body: ScimObject): ScimObject => ({
  ...Object.fromEntries(KEPT_BY_PUT.map((name) => [name, before[name]])),
  ...body,
});

/** Brings an employee to what is wanted of the user. Who leaves does so first; who comes back does so last. */
export async function changeEmployee(
  call: ScimCall,
  employee: Employee,
  wanted: ScimObject,
): Promise<Employee> {
  const { employees } = call;
  const known = { employee, resource: userResource(employee, [], call.baseUrl) };
  const named = factsOf(wanted, known);
  const managerId = await resolveManager(call, named.managerId);
  const was = employee.status !== EmployeeStatus.INACTIVE;
  const active = typeof wanted.active === "boolean" ? wanted.active : was;
  let now = employee;
  if (was && !active) {
    const answer = await employees.deactivateEmployee({ employeeId: now.id, etag: now.etag });
    now = answer.employee ?? now;
  }
  now = await update(call, now, { ...named, managerId });
  if (!was && active) {
    const answer = await employees.reactivateEmployee({ employeeId: now.id, etag: now.etag });
    now = answer.employee ?? now;
  }
  return now;
}

const FIELDS: Readonly<Record<keyof UserFacts, string>> = {
  name: "name",
  email: "email",
  userName: "user_name",
  externalId: "external_id",
  roles: "roles",
  department: "department",
  location: "location",
  managerId: "manager_id",
  employmentType: "employment_type",
  locale: "locale",
  attributes: "attributes",
};

async function update({ employees }: ScimCall, before: Employee, facts: UserFacts): Promise<Employee> {
  const fields = Object.entries(FIELDS) as [keyof UserFacts, string][];
  const paths = fields.flatMap(([field, path]) => (isSame(before[field], facts[field]) ? [] : [path]));
  if (paths.length === 0) return before;
  const { employee } = await employees.updateEmployee({
    employee: { id: before.id, ...facts },
    updateMask: { paths },
    etag: before.etag,
  });
  return employee ?? before;
}

/** Messages have prototypes of their own; what they hold counts. */
const isSame = (a: unknown, b: unknown): boolean =>
  isDeepStrictEqual(a, b) ||
  (typeof a === "object" && typeof b === "object" && isDeepStrictEqual({ ...a }, { ...b }));
