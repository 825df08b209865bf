import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { ComplianceContext } from "../context.ts";
import { checkOwn } from "../domain/requirement.ts";
import { events } from "../events.ts";
import { requirementMessage } from "./messages.ts";

const { method } = ComplianceService;

/** Deletes a requirement of the customer's own that nothing tracks. */
export const deleteRequirement: Handler<ComplianceContext, typeof method.deleteRequirement> = (
  context,
  request,
  call,
) =>
  write(context, call, method.deleteRequirement, request, async () => {
    const row = await context.requirements.get(customerOf(call), request.requirementId);
    checkOwn(row);
    checkEtag("requirement", row, request.etag);
    if (row.tracked) {
      throw failedPrecondition("REQUIREMENT_IN_USE", "A customer compliance targets this requirement.");
    }
    const now = context.clock.now();
    const after = { ...row, deleted: true, deleteTime: now, updateTime: now, revision: row.revision + 1 };
    return {
      changes: [context.requirements.remove(row, now)],
      events: [events.requirementDeleted(after)],
      response: { requirement: requirementMessage(after) },
    };
  });
