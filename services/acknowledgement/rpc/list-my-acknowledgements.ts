import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { customerOf, employeeOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import type { Status } from "../domain/obligation.ts";
import { acknowledgementMessage, statusesOf } from "./messages.ts";

const BY_DEFAULT: readonly Status[] = ["ACKNOWLEDGED", "PENDING"];

/** Lists what the caller has to sign and has signed. */
export const listMyAcknowledgements: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["listMyAcknowledgements"]
> = async (context, request, call) => {
  const asked = statusesOf(request.statuses);
  const statuses = asked.length > 0 ? asked : BY_DEFAULT;
  const page = await context.pages.mine(customerOf(call), employeeOf(call), statuses, request);
  const now = context.clock.now();
  return {
    acknowledgements: page.items.map((row) => acknowledgementMessage(row, now)),
    nextPageToken: page.nextPageToken,
    pendingCount: page.pending,
  };
};
