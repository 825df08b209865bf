import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { conformResource } from "../protocol/conform.ts";
import { checkIfMatch } from "../protocol/etag.ts";
import { applyPatch } from "../protocol/patch.ts";
import { readPatch } from "../protocol/patch-request.ts";
import { readProjection } from "../protocol/projection.ts";
import type { ScimAnswer, ScimCall, ScimHandler } from "../scim-call.ts";
import { carriedOver, changeUser } from "./change-user.ts";
import { createUser } from "./create-user.ts";
import { findUser, groupsOf } from "./find-user.ts";
import { listUsers } from "./list-users.ts";
import { userResource } from "./user-resource.ts";
import { USERS } from "./user-schema.ts";

/** An employee as the answer of a request. */
async function answer(call: ScimCall, employee: Employee, status = 200): Promise<ScimAnswer> {
  const projection = readProjection(USERS, call.query);
  const groups = projection.wants("groups") ? await groupsOf(call, [employee]) : () => [];
  const resource = userResource(employee, groups(employee), call.baseUrl);
  return {
    status,
    body: projection.of(resource),
    etag: employee.etag,
    location: `${call.baseUrl}/Users/${employee.id}`,
  };
}

const get: ScimHandler = async (call) => answer(call, await findUser(call));

const post: ScimHandler = async (call) => {
  const wanted = conformResource(USERS, await call.body());
  return answer(call, await createUser(call, wanted), 201);
};

/** What PUT leaves out is cleared, but for what other sources know too (`carriedOver`). */
const put: ScimHandler = async (call) => {
  const body = conformResource(USERS, await call.body());
  return answer(call, await changeUser(call, (resource) => carriedOver(resource, body)));
};

const patch: ScimHandler = async (call) => {
  const operations = readPatch(await call.body());
  return answer(call, await changeUser(call, (resource) => applyPatch(USERS, resource, operations)));
};

/** The person is deactivated and vanishes for the client; signatures and history stay. */
const remove: ScimHandler = async (call) => {
  const employee = await findUser(call);
  checkIfMatch(call.req, employee.etag);
  const { id: employeeId, etag } = employee;
  const inactive = employee.status === EmployeeStatus.INACTIVE;
  await call.employees.deactivateEmployee({ employeeId, deprovision: true, etag: inactive ? "" : etag });
  return { status: 204 };
};

/** What `/Users` answers, by method. */
export const USER_COLLECTION: Readonly<Record<string, ScimHandler>> = { GET: listUsers, POST: post };
/** What `/Users/{id}` answers, by method. */
export const USER_ITEM: Readonly<Record<string, ScimHandler>> = {
  GET: get,
  PUT: put,
  PATCH: patch,
  DELETE: remove,
};
