import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { type Requirement, RequirementSchema } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import type { ComplianceContext } from "../context.ts";
import { orderKey, searchText, textKey } from "../domain/identifier.ts";
import { checkedText, checkOwn, type RequirementText, requirementExists } from "../domain/requirement.ts";
import { events } from "../events.ts";
import { requirementMessage } from "./messages.ts";
import { nameOf } from "./names.ts";

const { method } = ComplianceService;
const FIELDS = ["identifier", "title", "description", "type"] as const;

/** Changes a requirement of the customer's own. What is the same afterwards is no change. */
export const updateRequirement: Handler<ComplianceContext, typeof method.updateRequirement> = (
  context,
  request,
  call,
) =>
  write(context, call, method.updateRequirement, request, async () => {
    const customerId = customerOf(call);
    const wanted = request.requirement;
    const row = await context.requirements.get(customerId, wanted?.id ?? "");
    checkOwn(row);
    checkEtag("requirement", row, request.etag);
    const fields = wanted ? maskedFields(RequirementSchema, wanted, request.updateMask, FIELDS) : [];
    const text = checkedText({ ...textOf(row), ...(wanted ? picked(wanted, fields) : {}) }, "requirement.");
    const changed = FIELDS.filter((field) => text[field] !== row[field]);
    if (changed.length === 0)
      return { changes: [], events: [], response: { requirement: requirementMessage(row) } };
    if (await context.requirements.isTaken(customerId, row.frameworkId, text.identifier, row._id)) {
      throw requirementExists(text.identifier);
    }
    const update = {
      ...text,
      identifierKey: textKey(text.identifier),
      orderKey: orderKey(text.identifier),
      searchText: searchText(text.identifier, text.title),
      updateTime: context.clock.now(),
    };
    const after = { ...row, ...update, revision: row.revision + 1 };
    return {
      changes: [context.requirements.update(row, update)],
      events: [events.requirementUpdated(after, changed)],
      response: { requirement: requirementMessage(after) },
    };
  });

const textOf = ({ identifier, title, description, type }: RequirementText): RequirementText => ({
  identifier,
  title,
  description,
  type,
});

const picked = (
  wanted: Requirement,
  fields: readonly (typeof FIELDS)[number][],
): Partial<RequirementText> => ({
  ...(fields.includes("identifier") ? { identifier: wanted.identifier } : {}),
  ...(fields.includes("title") ? { title: wanted.title } : {}),
  ...(fields.includes("description") ? { description: wanted.description } : {}),
  ...(fields.includes("type") ? { type: nameOf.requirementType(wanted.type) } : {}),
});
