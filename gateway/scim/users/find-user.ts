import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { unknownResource } from "../protocol/scim-error.ts";
import type { ScimCall } from "../scim-call.ts";

const EMPLOYEE_ID = /^emp_[0-9a-z]{26}$/;
const MOST_NAMES = 200;

/** Whether a text can be the id of a user. */
export const isUserId = (id: string): boolean => EMPLOYEE_ID.test(id);

/** The user whom the path names. Throws 404 for unknown ones, and for those whom the client has deleted. */
export async function findUser({ employees, id }: ScimCall): Promise<Employee> {
  if (!isUserId(id)) throw unknownResource(`user ${id.slice(0, 100)}`);
  const { employee } = await employees.getEmployee({ employeeId: id });
  if (!employee || employee.deprovisionTime) throw unknownResource(`user ${id}`);
  return employee;
}

/** The groups of people, looked up by their names together. */
export async function groupsOf(
  { employees }: ScimCall,
  people: readonly Employee[],
): Promise<(employee: Employee) => readonly Group[]> {
  const names = [...new Set(people.flatMap((person) => person.groups))];
  const byKey = new Map<string, Group>();
  for (let start = 0; start < names.length; start += MOST_NAMES) {
    const some = names.slice(start, start + MOST_NAMES);
    const { groups } = await employees.listGroups({ names: some, pageSize: MOST_NAMES });
    for (const group of groups) byKey.set(keyOf(group.name), group);
  }
  return (employee) => employee.groups.flatMap((name) => byKey.get(keyOf(name)) ?? []);
}

const keyOf = (name: string): string => name.normalize("NFC").trim().toLowerCase();
