import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { checkMaySee } from "./own-or-leading.ts";
import { receiptOf } from "./receipt-of.ts";

/** Gets the receipt of a signature, always the same one. */
export const getReceipt: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["getReceipt"]
> = async (context, request, call) => {
  const row = await context.obligations.get(customerOf(call), request.acknowledgementId);
  checkMaySee(call, row);
  return { receipt: await receiptOf(context, row) };
};
