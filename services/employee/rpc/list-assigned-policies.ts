import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { AssignedPolicySchema } from "#gen/countersign/employee/v1/assigned_policy_pb.ts";
import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { reasonsFor } from "../domain/audience.ts";
import type { Employee } from "../domain/employee.ts";
import { textKey } from "../domain/facet.ts";
import { conditionMessage } from "./audience-message.ts";
import { employeeAskedFor, LEADING } from "./own-only.ts";
import { type PolicyInForce, policyInForce } from "./policies-in-force.ts";

const ANYONE = LEADING.filter((role) => role !== PermissionRole.APPROVER);

/** Lists the published policies that apply to a person, and why. A person has few enough to be sorted here. */
export const listAssignedPolicies: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["listAssignedPolicies"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const employeeId = employeeAskedFor(call, request.employeeId, ANYONE);
  const person = await context.employees.get(customerId, employeeId);
  const filter = { customerId, employeeId };
  const window = pageWindow(request, filter);
  const after = window.after;
  const assigned = (await assignedTo(context, person))
    .filter(({ key }) => after === undefined || compare(key, after) > 0)
    .toSorted((a, b) => compare(a.key, b.key));
  const page = toPage(assigned.slice(0, window.limit + 1), window, filter, ({ key }) => key);
  return {
    assignedPolicies: page.items.map((item) => assignedPolicyMessage(item, person)),
    nextPageToken: page.nextPageToken,
  };
};

/** A policy that applies, since when, and where it stands in the list. */
interface Assigned {
  readonly policy: PolicyInForce;
  readonly assignTime: Date;
  readonly key: readonly [title: string, policyId: string];
}

async function assignedTo(context: EmployeeContext, person: Employee): Promise<Assigned[]> {
  if (person.status === "INACTIVE") return [];
  const rows = await context.assignments.ofEmployees(person.customerId, [person._id]);
  const since = new Map(rows.map((row) => [row.policyId, row.assignTime]));
  const policies = (await context.audiences.snapshots(person.customerId, [...since.keys()])).map(
    policyInForce,
  );
  return policies.flatMap((policy) => {
    const assignTime = since.get(policy.policyId);
    if (!assignTime || !policy.matches) return [];
    return [{ policy, assignTime, key: [textKey(policy.message.title), policy.policyId] as const }];
  });
}

function assignedPolicyMessage(
  { policy: { message, audience }, assignTime }: Assigned,
  person: Employee,
): MessageInitShape<typeof AssignedPolicySchema> {
  return {
    policyId: message.policyId,
    policyVersionId: message.policyVersionId,
    version: message.version,
    materialVersion: message.materialVersion,
    title: message.title,
    summary: message.summary,
    ...(message.publishTime ? { publishTime: message.publishTime } : {}),
    assignTime: timestampFromDate(assignTime),
    because: reasonsFor(audience, person).map(conditionMessage),
  };
}

function compare(a: readonly unknown[], b: readonly unknown[]): number {
  for (const [index, part] of a.entries()) {
    const [left, right] = [String(part), String(b[index])];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
