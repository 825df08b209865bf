import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Caller } from "./callers.ts";
import { DEMO_PEOPLE, type DemoPerson } from "./people.ts";
import { employeesByEmail } from "./staff.ts";

/** A group of the demo customer, and who belongs to it. */
interface DemoGroup {
  readonly name: string;
  readonly description: string;
  readonly belongs: (person: DemoPerson) => boolean;
}

const GROUPS: readonly DemoGroup[] = [
  {
    name: "Leadership team",
    description: "Those who report to the managing director.",
    belongs: ({ managerEmail, roles }) =>
      managerEmail.startsWith("helen.") || roles.includes("managing director"),
  },
  {
    name: "First responders",
    description: "First aid and evacuation, at least two on each shift.",
    belongs: ({ name }) =>
      [
        "Rosa Delgado",
        "Simon Clarke",
        "Ingrid Solheim",
        "Raj Patel",
        "Isabel Rocha",
        "Marco Santini",
      ].includes(name),
  },
  {
    name: "Company drivers",
    description: "Everybody who drives a company van.",
    belongs: ({ roles }) => roles.includes("driver"),
  },
  {
    name: "Payment approvers",
    description: "May release payments above 5,000 dollars.",
    belongs: ({ department, roles }) => department === "Finance" && !roles.includes("procurement specialist"),
  },
];

/** Forms the groups that aren't there yet. */
export async function formGroups(hr: Caller): Promise<void> {
  const client = hr.client(EmployeeService);
  const { groups } = await client.listGroups({});
  const known = new Set(groups.map(({ name }) => name));
  const employees = await employeesByEmail(hr);
  for (const { name, description, belongs } of GROUPS) {
    if (known.has(name)) continue;
    const { group } = await client.createGroup({ group: { name, description } });
    const members = DEMO_PEOPLE.filter(belongs).flatMap(({ email }) => employees.get(email) ?? []);
    const employeeIds = members.map(({ id }) => id);
    if (group && employeeIds.length > 0) await client.addGroupMembers({ groupId: group.id, employeeIds });
  }
}
