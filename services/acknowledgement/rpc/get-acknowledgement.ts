import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { fullAcknowledgementMessage } from "./messages.ts";
import { checkMaySee } from "./own-or-leading.ts";

/** Gets an acknowledgement with its evidence. */
export const getAcknowledgement: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["getAcknowledgement"]
> = async (context, request, call) => {
  const row = await context.obligations.get(customerOf(call), request.acknowledgementId);
  checkMaySee(call, row);
  return { acknowledgement: fullAcknowledgementMessage(row, context.clock.now()) };
};
