import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { NotificationContext } from "../context.ts";
import { afterAttempt, MOST_ATTEMPTS } from "../domain/delivery.ts";
import { unsettled } from "../domain/settlement.ts";
import { events } from "../events.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";
import { composeMail } from "./compose.ts";
import { linkSecretOf } from "./mailed-link.ts";
import type { Mail, MailOutcome } from "./mailer.ts";
import type { Surroundings } from "./surroundings.ts";

const ACTOR = serviceActor("notification", "mail");

/** A delivery that is claimed: nobody else sends it. */
export interface Claimed {
  /** As it stands since the claim. */
  readonly row: DeliveryRow;
  readonly mail: Mail;
  /** Why it can't be sent now, if so. */
  readonly unavailable: string | undefined;
}

/**
 * Claims a delivery and composes its mail. Undefined: none is wanted, since the customer is deleted or nothing is left to
 * say. Throws StaleWriteError when the delivery has changed since it was read.
 */
export async function claim(
  context: NotificationContext,
  row: DeliveryRow,
  { tenant, settled, person, language }: Surroundings,
): Promise<Claimed | undefined> {
  const { deliveries, clock, publicUrl } = context;
  const commit = (change: Change): Promise<void> =>
    context.commit({ changes: [change], events: [], actor: ACTOR });
  if (tenant?.deleted) {
    await commit(deliveries.hold(row, clock.now()));
    return undefined;
  }
  const message = unsettled(row, settled);
  const secret = message && (await linkSecretOf(context, message));
  if (!message || !secret || "gone" in secret) {
    await commit(deliveries.withdraw(row, clock.now()));
    return undefined;
  }
  await commit(deliveries.claim(row, message, clock.now()));
  const locale = language || (person?.locale ?? "");
  const token = "token" in secret ? secret.token : "";
  return {
    row: { ...row, ...message, revision: row.revision + 1 },
    mail: composeMail({ row, message, tenant, locale, publicUrl, token, now: clock.now() }),
    unavailable: "unavailable" in secret ? secret.unavailable : undefined,
  };
}

/** Makes one attempt to send what is claimed. Never throws. */
export async function send(
  context: NotificationContext,
  { mail, unavailable }: Claimed,
): Promise<MailOutcome> {
  if (unavailable !== undefined) return { result: "deferred", error: unavailable };
  try {
    return await context.mailer.send(mail);
  } catch (error) {
    context.log.error(
      { err: error, delivery: mail.deliveryId },
      "sending a mail failed in an unexpected way",
    );
    return { result: "unknown", error: "it is unknown whether this got through: an internal error" };
  }
}

/** Commits how an attempt ended, with the event when that is final. `row` is the claimed delivery. */
export async function record(
  context: NotificationContext,
  row: DeliveryRow,
  outcome: MailOutcome,
  subject: string,
): Promise<void> {
  const after = afterAttempt(row, outcome, context.clock.now());
  const { state, tries, attempt } = after;
  const { nextAttemptTime: _due, claimTime: _claimed, collecting: _collecting, ...kept } = row;
  const recorded: DeliveryRow = {
    ...kept,
    state,
    tries,
    attempts: [...(row.attempts ?? []), attempt].slice(-MOST_ATTEMPTS),
    subject,
    updateTime: attempt.time,
    revision: row.revision + 1,
  };
  const told = { sent: events.delivered, failed: events.failed, pending: undefined }[state];
  await context.commit({
    changes: [context.deliveries.record(row, after, subject)],
    events: told ? [told(recorded)] : [],
    actor: ACTOR,
  });
}
