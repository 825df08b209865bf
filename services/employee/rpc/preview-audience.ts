import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { audienceOf } from "./audience-message.ts";
import { employeeMessage } from "./messages.ts";

const DEFAULT_SAMPLE = 10;

/** Says whom an audience would match now. */
export const previewAudience: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["previewAudience"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const audience = audienceOf(request.audience);
  const [{ working, onLeave }, sample, workforce] = await Promise.all([
    context.people.countMatching(customerId, audience),
    context.people.sampleMatching(customerId, audience, request.sampleSize || DEFAULT_SAMPLE),
    context.workforces.get(customerId),
  ]);
  return {
    matchedCount: working,
    onLeaveCount: onLeave,
    employeeCount: workforce.working,
    sample: sample.map(employeeMessage),
  };
};
