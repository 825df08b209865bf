import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { OpenAcknowledgementResponseSchema } from "#gen/countersign/acknowledgement/v1/my_acknowledgement_requests_pb.ts";
import { customerOf, employeeOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { AcknowledgementContext } from "../context.ts";
import { checkOpenable, open } from "../domain/lifecycle.ts";
import type { Obligation } from "../domain/obligation.ts";
import { events } from "../events.ts";
import { acknowledgementMessage } from "./messages.ts";

const { method } = AcknowledgementService;

/** Gives the caller the text to read, or the one that they signed, and records that it was opened. */
export const openAcknowledgement: Handler<AcknowledgementContext, typeof method.openAcknowledgement> = (
  context,
  request,
  call,
) =>
  write(context, call, method.openAcknowledgement, request, async () => {
    const customerId = customerOf(call);
    const before = await context.obligations.getOwn(customerId, employeeOf(call), request.acknowledgementId);
    checkOpenable(before);
    const moment = { now: context.clock.now(), actor: call.actor, rules: await context.rules(customerId) };
    const after = before.status === "PENDING" ? open(before, moment) : undefined;
    const response = await textResponse(context, after ?? before, moment.now);
    if (!after) return { changes: [], events: [], response };
    return {
      changes: [context.obligations.update(before, after)],
      events: before.openTime ? [] : [events.opened(after, moment.now)],
      response,
    };
  });

async function textResponse(
  context: AcknowledgementContext,
  row: Obligation,
  now: Date,
): Promise<MessageInitShape<typeof OpenAcknowledgementResponseSchema>> {
  const { policyVersionId, contentSha256 } = row.text;
  const [text, last] = await Promise.all([
    context.texts.read(row.customerId, policyVersionId, contentSha256),
    context.obligations.lastSigned(row.customerId, row.employeeId, row.policyId),
  ]);
  return {
    acknowledgement: acknowledgementMessage(row, now),
    title: text.title,
    renderedMarkdown: text.markdown,
    contentSha256,
    consentText: row.consentText,
    changeNote: text.changeNote,
    lastSignedVersion: last?.text.version ?? 0,
    lastSignedPolicyVersionId: last?.text.policyVersionId ?? "",
    ...(last?.signTime ? { lastSignTime: timestampFromDate(last.signTime) } : {}),
  };
}
