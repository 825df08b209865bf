import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { checkMayWrite } from "../domain/template.ts";
import { events } from "../events.ts";
import { templateMessage } from "./messages/template.ts";

const { method } = PolicyService;

/** Withdraws a template from use; archiving an archived one changes nothing. */
export const archiveTemplate: Handler<PolicyContext, typeof method.archiveTemplate> = (
  context,
  request,
  call,
) =>
  write(context, call, method.archiveTemplate, request, async () => {
    const row = await context.templates.get(call.customerId, request.templateId);
    checkMayWrite(row.customerId, userOf(call).customerId);
    if (row.archived) return { changes: [], events: [], response: { template: templateMessage(row) } };
    checkEtag("template", row, request.etag);
    const now = context.clock.now();
    const changed = { archived: true, archiveTime: now, updateTime: now };
    const template = { ...row, ...changed, revision: row.revision + 1 };
    return {
      changes: [context.templates.update(row, changed)],
      events: [events.templateArchived(template)],
      response: { template: templateMessage(template) },
    };
  });
