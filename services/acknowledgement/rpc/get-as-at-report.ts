import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { invalidField } from "../../../runtime/errors.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";

/** Tells where each policy's acknowledgements stood at a moment. */
export const getAsAtReport: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["getAsAtReport"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const now = context.clock.now();
  const at = request.asAtTime ? timestampDate(request.asAtTime) : now;
  if (at > now) throw invalidField("as_at_time", "past", "Nobody knows yet how it will be then.");
  const [stood, policies] = await Promise.all([
    context.times.stoodAt(customerId, request.policyIds, at),
    context.policies.list(customerId, request.policyIds),
  ]);
  const titles = new Map(policies.map((policy) => [policy._id, policy.text.title]));
  return {
    policies: stood
      .map((one) => ({ ...one, policyTitle: titles.get(one.policyId) ?? "" }))
      .toSorted((a, b) => a.policyTitle.localeCompare(b.policyTitle) || (a.policyId < b.policyId ? -1 : 1)),
  };
};
