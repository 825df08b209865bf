import type { MessageInitShape } from "@bufbuild/protobuf";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { AcknowledgeResponseSchema } from "#gen/countersign/acknowledgement/v1/my_acknowledgement_requests_pb.ts";
import { type Call, customerOf, employeeOf, userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { AcknowledgementContext } from "../context.ts";
import { type Signature, acknowledge as sign } from "../domain/lifecycle.ts";
import type { Obligation } from "../domain/obligation.ts";
import { receiptClaims } from "../domain/receipt.ts";
import { events } from "../events.ts";
import { fullAcknowledgementMessage } from "./messages.ts";
import { receiptOf } from "./receipt-of.ts";

const { method } = AcknowledgementService;
/** Characters of a User-Agent that are kept. */
const USER_AGENT_LENGTH = 500;

/**
 * Signs as the caller: one read by id, one unit of the obligation and its event. What thousands of signers share (the
 * rollout's counts) is brought up to date afterwards.
 */
export const acknowledge: Handler<AcknowledgementContext, typeof method.acknowledge> = (
  context,
  request,
  call,
) =>
  write(context, call, method.acknowledge, request, async () => {
    const customerId = customerOf(call);
    const before = await context.obligations.getOwn(customerId, employeeOf(call), request.acknowledgementId);
    const now = context.clock.now();
    if (before.status === "ACKNOWLEDGED")
      return { changes: [], events: [], response: await answer(context, before, now) };
    const rules = await context.rules(customerId);
    const moment = { now, actor: call.actor, rules };
    const signed = sign(before, request.contentSha256, signature(call, request, before), moment);
    const issuer = { url: context.platformUrl, customerName: rules.customerName };
    const { jws, keyId } = await context.receipts.sign(receiptClaims(signed, signed.evidence, issuer));
    const after = { ...signed, receipt: jws, receiptKeyId: keyId };
    return {
      changes: [context.obligations.update(before, after)],
      events: [events.signed(after, now, keyId)],
      response: await answer(context, after, now),
    };
  });

function signature(
  call: Call,
  request: { readonly typedName: string; readonly locale: string },
  before: Obligation,
): Signature {
  const user = userOf(call);
  return {
    typedName: request.typedName,
    email: user.email || before.person.email,
    ipAddress: call.clientAddress,
    userAgent: call.userAgent.slice(0, USER_AGENT_LENGTH),
    locale: request.locale,
    authenticationMethod: user.authenticationMethod,
    userId: user.userId,
  };
}

const answer = async (
  context: AcknowledgementContext,
  row: Obligation,
  now: Date,
): Promise<MessageInitShape<typeof AcknowledgeResponseSchema>> => ({
  acknowledgement: fullAcknowledgementMessage(row, now),
  receipt: await receiptOf(context, row),
});
