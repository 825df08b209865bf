import type { Call } from "../../../runtime/rpc/call.ts";
import { clientOf, type IdentityContext } from "../context.ts";
import { emailKey as keyOf } from "../domain/user-keys.ts";
import type { LinkRequestRow } from "../store/link-request-model.ts";

/** The worker that answers what is noted here. */
export const ANSWER_LINK_REQUESTS = "answer-link-requests";

/**
 * Notes that somebody wants a link mailed to an address. It does the same work whoever has the address, if anybody; a
 * worker decides. Throws TOO_MANY_ATTEMPTS.
 */
export async function noteLinkRequest(
  context: IdentityContext,
  call: Call,
  purpose: LinkRequestRow["purpose"],
  email: string,
): Promise<void> {
  const emailKey = keyOf(email);
  const createTime = context.clock.now();
  const _id = context.newId("lnk");
  await context.attempts.beginRequest(purpose, emailKey, call.clientAddress, _id, createTime);
  const row: LinkRequestRow = { _id, purpose, emailKey, createTime, ...clientOf(call) };
  await context.commit({ changes: [context.linkRequests.add(row)], events: [], actor: call.actor });
  context.nudge(ANSWER_LINK_REQUESTS);
}
