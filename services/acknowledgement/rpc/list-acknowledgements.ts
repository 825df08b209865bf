import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { acknowledgementMessage, statusesOf, typesOf } from "./messages.ts";

/** Lists everybody's acknowledgements by due time. */
export const listAcknowledgements: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["listAcknowledgements"]
> = async (context, request, call) => {
  const { policyId, materialVersion, employeeId, department, rolloutId, overdue, query } = request;
  const customerId = customerOf(call);
  const now = context.clock.now();
  const rollout = rolloutId === "" ? undefined : await context.rollouts.find(customerId, rolloutId);
  if (rolloutId !== "" && !rollout) return {};
  const page = await context.pages.list(
    customerId,
    {
      statuses: statusesOf(request.statuses),
      types: typesOf(request.types),
      policyId,
      materialVersion,
      employeeId,
      department,
      rollout,
      overdue,
      dueBefore: request.dueBefore ? timestampDate(request.dueBefore) : undefined,
      query,
    },
    request,
    now,
  );
  return {
    acknowledgements: page.items.map((row) => acknowledgementMessage(row, now)),
    nextPageToken: page.nextPageToken,
  };
};
