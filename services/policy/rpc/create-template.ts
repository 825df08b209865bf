import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { accountableUserOf, customerOf, userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { checkMayWrite, latestTemplateVersion, PLATFORM, type Template } from "../domain/template.ts";
import { cleanTitle, searchTextOf, titleKey } from "../domain/title.ts";
import { events } from "../events.ts";
import { templateMessage, templateVersionMessage } from "./messages/template.ts";

const { method } = PolicyService;

/** Creates a template with its version 1, for one customer or for the platform. */
export const createTemplate: Handler<PolicyContext, typeof method.createTemplate> = (
  context,
  request,
  call,
) =>
  write(context, call, method.createTemplate, request, async () => {
    const user = userOf(call);
    const customerId = request.platform ? PLATFORM : customerOf(call);
    checkMayWrite(customerId, user.customerId);
    const title = cleanTitle(request.title, "title");
    await context.templates.checkTitleFree(customerId, title);
    const now = context.clock.now();
    const template: Template = {
      _id: context.newId("tpl"),
      customerId,
      title,
      titleKey: titleKey(title),
      summary: request.summary,
      searchText: searchTextOf(title, request.summary),
      archived: false,
      latestVersion: 1,
      createTime: now,
      updateTime: now,
      archiveTime: null,
      revision: 1,
    };
    const version = latestTemplateVersion(template, context.newId("tpv"), request, accountableUserOf(call));
    return {
      changes: [context.templates.insert(template), context.templateVersions.insert(version)],
      events: [events.templateVersionPublished(template, version)],
      response: {
        template: templateMessage(template),
        version: templateVersionMessage(version, template),
      },
    };
  });
