import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { templateVersionMessage } from "./messages/template.ts";

/** Lists a template's versions, newest first. */
export const listTemplateVersions: Handler<
  PolicyContext,
  (typeof PolicyService)["method"]["listTemplateVersions"]
> = async (context, request, call) => {
  const template = await context.templates.get(call.customerId, request.templateId);
  const { templateId, number, withContent } = request;
  const page = await context.templateVersions.list(template.customerId, request, {
    templateId,
    number,
    withContent,
  });
  return {
    versions: page.items.map((row) => templateVersionMessage(row, template)),
    nextPageToken: page.nextPageToken,
  };
};
