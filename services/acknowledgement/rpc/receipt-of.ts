import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ReceiptSchema } from "#gen/countersign/acknowledgement/v1/receipt_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import type { AcknowledgementContext } from "../context.ts";
import type { Obligation } from "../domain/obligation.ts";
import { receiptMessage } from "./messages.ts";

/** The receipt of a signature. Throws NOT_ACKNOWLEDGED when there is none. */
export async function receiptOf(
  context: AcknowledgementContext,
  row: Obligation,
): Promise<MessageInitShape<typeof ReceiptSchema>> {
  if (row.receipt === undefined || row.receiptKeyId === undefined)
    throw failedPrecondition("NOT_ACKNOWLEDGED", `The acknowledgement ${row._id} is not signed.`);
  const publicJwk = await context.receipts.publicJwk(row.receiptKeyId);
  return receiptMessage(row, row.receipt, row.receiptKeyId, publicJwk);
}
