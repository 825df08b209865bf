import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Worker } from "../../../runtime/jobs/job.ts";
import { type Change, DuplicateKeyError } from "../../../runtime/mongo/change.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import { LINK_LIFE_MS, newLink } from "../sign-in/account-links.ts";
import { whyNotByPassword } from "../sign-in/admission.ts";
import { ANSWER_LINK_REQUESTS } from "../sign-in/link-requests.ts";
import { magicLinksFor } from "../sign-in/magic-links.ts";
import type { LinkRequestRow } from "../store/link-request-model.ts";

/** What an answer commits; nothing: nobody is written to. */
interface Answer {
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

const NOBODY: Answer = { changes: [], events: [] };
const ACTOR = serviceActor("identity", "links in mails");

/** Decides who gets the mails that were asked for, one request after the other. */
export const answerLinkRequests = (context: IdentityContext): Worker => ({
  name: ANSWER_LINK_REQUESTS,
  backlog: () => context.linkRequests.countAcrossCustomers(),
  step: async () => {
    const request = await context.linkRequests.nextAcrossCustomers();
    if (!request) return false;
    const answer = await answerTo(context, request);
    const changes = [context.linkRequests.done(request), ...answer.changes];
    try {
      await context.commit({ changes, events: answer.events, actor: ACTOR });
    } catch (error) {
      // The link is there: another process has answered, and takes the request away.
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
    return true;
  },
});

function answerTo(context: IdentityContext, request: LinkRequestRow): Answer | Promise<Answer> {
  const ageMs = context.clock.now().getTime() - request.createTime.getTime();
  // After an outage: whoever asked has given up, or asked again.
  if (ageMs >= LINK_LIFE_MS[request.purpose]) return NOBODY;
  return request.purpose === "password_reset" ? resetFor(context, request) : magicLinksFor(context, request);
}

async function resetFor(context: IdentityContext, request: LinkRequestRow): Promise<Answer> {
  const user = await context.users.findByEmailForPlatform(request.emailKey);
  if (!user || (await whyNotByPassword(context, user))) return NOBODY;
  const { customerId, _id: userId, employeeId = "", email } = user;
  const link = newLink(context, "password_reset", { customerId, userId, employeeId, email }, request._id);
  return {
    changes: [context.links.insert(link)],
    events: [events.passwordResetRequested(link, user, request)],
  };
}
