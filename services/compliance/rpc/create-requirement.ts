import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { ComplianceContext } from "../context.ts";
import { orderKey, searchText, textKey } from "../domain/identifier.ts";
import { checkedText, requirementExists } from "../domain/requirement.ts";
import { events } from "../events.ts";
import type { RequirementRow } from "../store/requirement-model.ts";
import { requirementMessage } from "./messages.ts";
import { nameOf } from "./names.ts";

const { method } = ComplianceService;

/** Adds a requirement of the customer's own, in a framework or alone. */
export const createRequirement: Handler<ComplianceContext, typeof method.createRequirement> = (
  context,
  request,
  call,
) =>
  write(context, call, method.createRequirement, request, async () => {
    const customerId = customerOf(call);
    const { frameworkId, description } = request;
    const type = nameOf.requirementType(request.type);
    const { identifier, title } = checkedText({ ...request, type }, "");
    if (frameworkId !== "") await context.frameworks.getForPlatform(frameworkId);
    if (await context.requirements.isTaken(customerId, frameworkId, identifier, "")) {
      throw requirementExists(identifier);
    }
    const now = context.clock.now();
    const row: RequirementRow = {
      _id: context.newId("req"),
      customerId,
      frameworkId,
      identifier,
      identifierKey: textKey(identifier),
      orderKey: orderKey(identifier),
      searchText: searchText(identifier, title),
      title,
      description,
      type,
      tracked: false,
      deleted: false,
      createTime: now,
      updateTime: now,
      revision: 1,
    };
    return {
      changes: [context.requirements.insert(row)],
      events: [events.requirementCreated(row)],
      response: { requirement: requirementMessage(row) },
    };
  });
