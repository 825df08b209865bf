import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type Employee as EmployeeMessage,
  type EmployeeSchema,
  EmployeeStatus,
} from "#gen/countersign/employee/v1/employee_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import type { Employee, EmployeeFacts, Status } from "../domain/employee.ts";

/** A person on the wire. */
export function employeeMessage(row: Employee): MessageInitShape<typeof EmployeeSchema> {
  return {
    id: row._id,
    customerId: row.customerId,
    name: row.name,
    email: row.email,
    roles: [...row.roles],
    department: row.department,
    location: row.location,
    groups: [...row.groups],
    managerId: row.managerId,
    employmentType: row.employmentType,
    status: EmployeeStatus[row.status],
    joinDate: row.joinDate,
    locale: row.locale,
    attributes: Object.fromEntries(row.attributes.map(({ key, value }) => [key, value])),
    createTime: timestampFromDate(row.createTime),
    updateTime: timestampFromDate(row.updateTime),
    ...(row.deactivateTime ? { deactivateTime: timestampFromDate(row.deactivateTime) } : {}),
    ...(row.deleteTime ? { deleteTime: timestampFromDate(row.deleteTime) } : {}),
    ...(row.deprovisionTime ? { deprovisionTime: timestampFromDate(row.deprovisionTime) } : {}),
    externalId: row.externalId,
    userName: row.userName,
    etag: etagOf(row),
  };
}

/** The facts of a person from the wire; a status that isn't set is ACTIVE. */
export const factsFrom = (message: EmployeeMessage): EmployeeFacts => ({
  name: message.name,
  email: message.email,
  roles: message.roles,
  department: message.department,
  location: message.location,
  groups: message.groups,
  managerId: message.managerId,
  employmentType: message.employmentType,
  status: statusOf(message.status) ?? "ACTIVE",
  joinDate: message.joinDate,
  locale: message.locale,
  attributes: Object.entries(message.attributes).map(([key, value]) => ({ key, value })),
  externalId: message.externalId,
  userName: message.userName,
});

/** The stored name of a status; undefined when none is set. */
export function statusOf(status: EmployeeStatus): Status | undefined {
  switch (status) {
    case EmployeeStatus.ACTIVE:
      return "ACTIVE";
    case EmployeeStatus.ON_LEAVE:
      return "ON_LEAVE";
    case EmployeeStatus.INACTIVE:
      return "INACTIVE";
    default:
      return undefined;
  }
}
