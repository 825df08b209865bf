import type { CreatePolicyRequest } from "#gen/countersign/policy/v1/policy_requests_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { invalidArgument } from "../../../runtime/errors.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { newPolicy } from "../domain/new-policy.ts";
import { renderText } from "../domain/rendering.ts";
import { DEFAULT_REVIEW_DAYS } from "../domain/review.ts";
import { checkActive } from "../domain/template.ts";
import { cleanTitle } from "../domain/title.ts";
import { newDraft } from "../domain/version.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { audienceOf, ruleOf, rulesOf } from "./messages/policy-input.ts";
import { versionMessage } from "./messages/version.ts";

const { method } = PolicyService;

/** Creates a policy from a template or from scratch, with its first draft. */
export const createPolicy: Handler<PolicyContext, typeof method.createPolicy> = (context, request, call) =>
  write(context, call, method.createPolicy, request, async () => {
    const customerId = customerOf(call);
    const userId = accountableUserOf(call);
    const start = await startOf(context, customerId, request);
    if (start.title === "")
      throw invalidArgument("TITLE_REQUIRED", "A policy without a template needs a title.");
    const title = cleanTitle(start.title, "title");
    const policyId = context.newId("pol");
    await context.policies.checkTitleFree(customerId, policyId, title);
    const now = context.clock.now();
    const { summary, templateVersion } = start;
    const version = newDraft(
      {
        _id: context.newId("plv"),
        customerId,
        policyId,
        number: 1,
        cause: request.templateId === "" ? "EDIT" : "TEMPLATE",
        title,
        summary,
        changeNote: "",
        authorUserId: userId,
        templateVersion,
      },
      renderText(start.content, new Map()),
      now,
    );
    const policy = newPolicy(
      version,
      {
        ownerUserId: request.ownerUserId || userId,
        templateId: request.templateId,
        audience: audienceOf(request.audience, "audience"),
        approvalRule: ruleOf(request.approvalRule),
        rules: rulesOf(request.rules),
        reviewIntervalDays: request.reviewIntervalDays ?? DEFAULT_REVIEW_DAYS,
      },
      now,
    );
    return {
      changes: [context.policies.insert(policy), context.versions.insert(version)],
      events: [events.policyCreated(policy, version)],
      response: { policy: policyMessage(policy), version: versionMessage(version) },
    };
  });

async function startOf(context: PolicyContext, customerId: string, request: CreatePolicyRequest) {
  const { templateId, title, summary, contentMarkdown } = request;
  if (templateId === "") return { title, summary, content: contentMarkdown, templateVersion: 0 };
  const template = await context.templates.get(customerId, templateId);
  checkActive(template);
  const { latestVersion } = template;
  const latest = await context.templateVersions.find(template.customerId, templateId, latestVersion);
  if (!latest) throw new Error(`template ${templateId} has no version ${latestVersion}`);
  return {
    title: title || template.title,
    summary: summary || template.summary,
    content: latest.contentMarkdown,
    templateVersion: latestVersion,
  };
}
