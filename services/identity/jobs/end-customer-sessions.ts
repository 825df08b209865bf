import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Worker } from "../../../runtime/jobs/job.ts";
import { StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { IdentityContext } from "../context.ts";
import { signOut } from "../sign-in/sign-out.ts";

/** Sessions that end in one step. */
const PAGE = 200;

/** Revokes the sessions of deleted customers. */
export const endCustomerSessions = (context: IdentityContext): Worker => ({
  name: "end-customer-sessions",
  backlog: () => context.sessionEndings.countAcrossCustomers(),
  step: async () => {
    const ending = await context.sessionEndings.nextAcrossCustomers();
    if (!ending) return false;
    const now = context.clock.now();
    const sessions = await context.sessions.liveOfCustomer(ending._id, ending.before, now, PAGE);
    const out = signOut(context, sessions, SessionRevocationReason.CUSTOMER_DELETED, now);
    const last = sessions.length < PAGE ? [context.sessionEndings.done(ending)] : [];
    const actor = serviceActor("identity", "end of a deleted customer's sessions");
    try {
      await context.commit({ changes: [...out.changes, ...last], events: out.events, actor });
    } catch (error) {
      // Somebody signed out or refreshed meanwhile: the next step reads anew.
      if (!(error instanceof StaleWriteError)) throw error;
    }
    return true;
  },
});
