import { Code } from "@connectrpc/connect";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { Template } from "#gen/countersign/policy/v1/template_pb.ts";
import { type Caller, unlessRefused } from "./callers.ts";
import { DEMO_TEMPLATES, readText } from "./policies.ts";

/** Ships the templates that aren't there yet; titles that an operator has used already stay as they are. */
export async function shipTemplates(operator: Caller, customerId: string): Promise<void> {
  const policies = operator.client(PolicyService);
  const known = await templatesByTitle(operator, customerId);
  await Promise.all(
    DEMO_TEMPLATES.filter(({ title }) => !known.has(title)).map(async ({ title, summary, text }) => {
      const contentMarkdown = await readText(text);
      const request = { platform: true, title, summary, contentMarkdown, changeLog: "First version." };
      await unlessRefused(Code.AlreadyExists, policies.createTemplate(request));
    }),
  );
}

/** Publishes version 2 of the templates that have one; policies made from version 1 can then take it over. */
export async function renewTemplates(operator: Caller, customerId: string): Promise<void> {
  const known = await templatesByTitle(operator, customerId);
  await Promise.all(
    DEMO_TEMPLATES.map(async ({ title, text, second }) => {
      const template = known.get(title);
      if (!second || !template || template.latestVersion > 1) return;
      const contentMarkdown = (await readText(text)) + (await readText(second.text));
      const { changeLog } = second;
      const request = { templateId: template.id, contentMarkdown, changeLog, etag: template.etag };
      await operator.client(PolicyService).publishTemplateVersion(request);
    }),
  );
}

/** The active templates that the customer sees, by title. */
export async function templatesByTitle(
  caller: Caller,
  customerId: string,
): Promise<ReadonlyMap<string, Template>> {
  const { templates } = await caller.client(PolicyService).listTemplates({ customerId, pageSize: 200 });
  return new Map(templates.map((template) => [template.title, template]));
}
