import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { TemplateStatus } from "#gen/countersign/policy/v1/template_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { namesOf } from "./messages/enum-names.ts";
import { templateMessage } from "./messages/template.ts";

/** Lists the customer's and the platform's templates; for an operator who names no customer, the platform's. */
export const listTemplates: Handler<
  PolicyContext,
  (typeof PolicyService)["method"]["listTemplates"]
> = async (context, request, call) => {
  const archived = namesOf(TemplateStatus, request.statuses).map((status) => status === "ARCHIVED");
  const page = await context.templates.list(call.customerId, request, { archived, query: request.query });
  return { templates: page.items.map(templateMessage), nextPageToken: page.nextPageToken };
};
