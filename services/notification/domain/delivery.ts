import { createHash } from "node:crypto";

/** How a message is sent. */
export type Channel = "in_app" | "email";

/** Where a delivery stands; see the contract's DeliveryState. */
export type DeliveryState = "pending" | "sending" | "sent" | "failed" | "withdrawn";

/** Why a pending delivery has no time at which it is due. */
export type Hold = "on_leave" | "customer_deleted";

/** A finished try. An empty error: it succeeded. */
export interface Attempt {
  readonly time: Date;
  readonly error: string;
}

/**
 * How a try ended: taken by the other side; refused for good; deferred (it may work later); or unknown, because the
 * connection broke after the other side may have taken it.
 */
export type Outcome =
  | { readonly result: "sent" }
  | { readonly result: "refused" | "deferred" | "unknown"; readonly error: string };

/** Tries of one set; RetryDelivery gives a new set. */
export const MAX_TRIES = 8;
/** Finished attempts that are kept, the newest ones. */
export const MOST_ATTEMPTS = 20;
/** Characters kept of an error. */
export const MOST_ERROR = 500;

const FIRST_PAUSE_MS = 60_000;
const FACTOR = 4;
const LONGEST_PAUSE_MS = 12 * 3_600_000;
/** Pauses vary by up to this part, so that what failed together is not tried together again. */
const JITTER = 0.2;

/** What a delivery becomes by an attempt. */
export interface AfterAttempt {
  readonly state: "sent" | "pending" | "failed";
  readonly tries: number;
  readonly attempt: Attempt;
  /** Set when it is pending. */
  readonly nextAttemptTime?: Date;
}

/** The state machine of sending: what a claimed delivery becomes by the outcome of its attempt. */
export function afterAttempt(
  delivery: { readonly _id: string; readonly tries: number },
  outcome: Outcome,
  now: Date,
): AfterAttempt {
  const tries = delivery.tries + 1;
  if (outcome.result === "sent") return { state: "sent", tries, attempt: { time: now, error: "" } };
  const attempt = { time: now, error: outcome.error.slice(0, MOST_ERROR) || "failed for an unknown reason" };
  if (outcome.result !== "deferred" || tries >= MAX_TRIES) return { state: "failed", tries, attempt };
  const nextAttemptTime = new Date(now.getTime() + pauseMs(delivery._id, tries));
  return { state: "pending", tries, attempt, nextAttemptTime };
}

/**
 * The pause in ms after failed try number `tries` (from 1): 1, 4, 16, 64 minutes and so on up to 12 hours, up to a
 * fifth shorter or longer. The same for the same delivery and try.
 */
export function pauseMs(deliveryId: string, tries: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * FACTOR ** (tries - 1), LONGEST_PAUSE_MS);
  const spread = createHash("sha256").update(`${deliveryId}/${tries}`).digest().readUInt32BE(0) / 0xffff_ffff;
  return Math.round(pause * (1 - JITTER + 2 * JITTER * spread));
}

/** The id of an in-app delivery as its reader sees it: `dlv_x` is `ntf_x`. */
export const notificationIdOf = (deliveryId: string): string => deliveryId.replace(/^dlv_/, "ntf_");

/** The delivery behind a notification of the inbox. */
export const deliveryIdOf = (notificationId: string): string => notificationId.replace(/^ntf_/, "dlv_");
