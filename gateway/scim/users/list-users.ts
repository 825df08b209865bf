import { Code, ConnectError } from "@connectrpc/connect";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { parseFilter } from "../protocol/filter.ts";
import { listBody, type PageWanted, type Part, partOf, readPage } from "../protocol/page.ts";
import { readProjection } from "../protocol/projection.ts";
import type { ScimCall, ScimHandler } from "../scim-call.ts";
import { groupsOf, isUserId } from "./find-user.ts";
import { userResource } from "./user-resource.ts";
import { USERS } from "./user-schema.ts";
import { employeesRequest, isNarrow, meets, type UserSelection, userSelections } from "./user-selection.ts";

/** Lists users by name: all, or those whom a filter finds by an index. */
export const listUsers: ScimHandler = async (call) => {
  const wanted = readPage(call.query);
  const projection = readProjection(USERS, call.query);
  const text = call.query.get("filter");
  const selections = text === null || text.trim() === "" ? [{}] : userSelections(parseFilter(text));
  const part = await select(call, selections, wanted);
  const groups = projection.wants("groups") ? await groupsOf(call, part.items) : () => [];
  const items = part.items.map((employee) =>
    projection.of(userResource(employee, groups(employee), call.baseUrl)),
  );
  return { status: 200, body: listBody({ items, total: part.total }, wanted) };
};

async function select(
  call: ScimCall,
  selections: readonly UserSelection[],
  wanted: PageWanted,
): Promise<Part<Employee>> {
  const [only] = selections;
  if (only && selections.length === 1 && !isNarrow(only)) return listed(call, only, wanted);
  const found = new Map<string, Employee>();
  for (const selection of selections)
    for (const employee of await few(call, selection)) found.set(employee.id, employee);
  return partOf([...found.values()], wanted);
}

/** Those whom a unique value finds. */
async function few({ employees }: ScimCall, selection: UserSelection): Promise<readonly Employee[]> {
  if (selection.id === undefined) {
    const request = employeesRequest(selection);
    if (!request) return [];
    return (await employees.listEmployees({ ...request, excludeDeprovisioned: true })).employees;
  }
  if (!isUserId(selection.id)) return [];
  try {
    const { employee } = await employees.getEmployee({ employeeId: selection.id });
    return employee && !employee.deprovisionTime && meets(employee, selection) ? [employee] : [];
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return [];
    throw error;
  }
}

/** A part of a list that may be long. */
function listed(call: ScimCall, selection: UserSelection, wanted: PageWanted): Promise<Part<Employee>> {
  const request = employeesRequest(selection);
  if (!request) return Promise.resolve({ items: [], total: 0 });
  const list = `${call.customer} users ${JSON.stringify(request)}`;
  return call.walker.read(list, wanted, async (pageSize, pageToken, countTotal) => {
    const page = { pageSize, pageToken, countTotal, excludeDeprovisioned: true };
    const answer = await call.employees.listEmployees({ ...request, ...page });
    return { items: answer.employees, nextPageToken: answer.nextPageToken, total: answer.totalSize };
  });
}
