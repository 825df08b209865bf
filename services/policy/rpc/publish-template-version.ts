import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { checkActive, checkMayWrite, latestTemplateVersion } from "../domain/template.ts";
import { events } from "../events.ts";
import { templateMessage, templateVersionMessage } from "./messages/template.ts";

const { method } = PolicyService;

/** Makes a text the template's latest version. */
export const publishTemplateVersion: Handler<PolicyContext, typeof method.publishTemplateVersion> = (
  context,
  request,
  call,
) =>
  write(context, call, method.publishTemplateVersion, request, async () => {
    const row = await context.templates.get(call.customerId, request.templateId);
    const user = userOf(call);
    checkMayWrite(row.customerId, user.customerId);
    checkActive(row);
    checkEtag("template", row, request.etag);
    const changed = { latestVersion: row.latestVersion + 1, updateTime: context.clock.now() };
    const template = { ...row, ...changed, revision: row.revision + 1 };
    const version = latestTemplateVersion(template, context.newId("tpv"), request, accountableUserOf(call));
    return {
      changes: [context.templates.update(row, changed), context.templateVersions.insert(version)],
      events: [events.templateVersionPublished(template, version)],
      response: {
        template: templateMessage(template),
        version: templateVersionMessage(version, template),
      },
    };
  });
