import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { CustomerComplianceSchema } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { invalidField } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import type { ComplianceContext } from "../context.ts";
import { textKey } from "../domain/identifier.ts";
import { events } from "../events.ts";
import { changedByUser, userVersion } from "../store/customer-compliance-model.ts";
import { customerComplianceMessage } from "./messages.ts";
import { findTarget } from "./target.ts";

const { method } = ComplianceService;
const FIELDS = ["title", "note", "ownerUserId"] as const;

/** Changes title, note or owner. An emptied title becomes the target's again. */
export const updateCustomerCompliance: Handler<ComplianceContext, typeof method.updateCustomerCompliance> = (
  context,
  request,
  call,
) =>
  write(context, call, method.updateCustomerCompliance, request, async () => {
    const customerId = customerOf(call);
    const wanted = request.customerCompliance;
    const row = await context.compliances.get(customerId, wanted?.id ?? "");
    checkEtag("customer compliance", userVersion(row), request.etag);
    const fields = wanted ? maskedFields(CustomerComplianceSchema, wanted, request.updateMask, FIELDS) : [];
    const given = Object.fromEntries(fields.map((field) => [field, wanted?.[field].trim() ?? ""]));
    const { title, note, ownerUserId } = { ...row, ...given };
    if (ownerUserId === "") {
      throw invalidField("customer_compliance.owner_user_id", "required", "Somebody has to answer for it.");
    }
    const named = title || (await findTarget(context, customerId, row.targetKind, row.targetId)).title;
    if (named === row.title && note === row.note && ownerUserId === row.ownerUserId) {
      return { changes: [], events: [], response: { customerCompliance: customerComplianceMessage(row) } };
    }
    const changed = { title: named, titleKey: textKey(named), note, ownerUserId };
    const after = changedByUser(row, changed, context.clock.now());
    return {
      changes: [context.compliances.replace(row, after)],
      events: [events.complianceUpdated(row, after)],
      response: { customerCompliance: customerComplianceMessage(after) },
    };
  });
