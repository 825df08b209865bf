import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { NotificationKind } from "#gen/countersign/notification/v1/notification_pb.ts";
import type { Me } from "../../../app/session.tsx";

/** What only employees are told, about what they sign. */
const OF_EMPLOYEES: ReadonlySet<NotificationKind> = new Set([
  NotificationKind.ACKNOWLEDGEMENT_REQUESTED,
  NotificationKind.REMINDER,
  NotificationKind.CONFIRMATION,
  NotificationKind.EXCEPTION,
]);

/** Whether somebody is ever told of a kind: switches for what never comes would be in the way. */
export function concerns({ user, roles, permissions }: Me, kind: NotificationKind): boolean {
  if (OF_EMPLOYEES.has(kind)) return user.employeeId !== "";
  return permissions.size > 0 || [...roles].some((role) => role !== PermissionRole.EMPLOYEE);
}
