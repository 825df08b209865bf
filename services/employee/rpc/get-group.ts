import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { groupMessage } from "./group-message.ts";

/** Returns a group. */
export const getGroup: Handler<EmployeeContext, (typeof EmployeeService)["method"]["getGroup"]> = async (
  context,
  request,
  call,
) => ({ group: groupMessage(await context.groups.get(customerOf(call), request.groupId)) });
