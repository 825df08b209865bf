import { resourceExhausted } from "../../../runtime/errors.ts";

/** Failed sign-ins count for so long. */
export const ATTEMPT_WINDOW_MS = 15 * 60_000;
/** Failures within the window that one e-mail address, or one network address, may have. */
export const ATTEMPT_LIMITS = { email: 10, network: 100 } as const;

/** What failures are counted by. */
export type AttemptKind = keyof typeof ATTEMPT_LIMITS;

/**
 * Whole seconds until a further try is admitted, given the times of the failures so far; 0: it is now.
 * A failure counts until `ATTEMPT_WINDOW_MS` after it, so a try waits until fewer than `limit` do.
 */
export function retryAfterSeconds(failures: readonly Date[], limit: number, now: Date): number {
  const counting = failures
    .map((failure) => failure.getTime() + ATTEMPT_WINDOW_MS - now.getTime())
    .filter((leftMs) => leftMs > 0)
    .sort((a, b) => a - b);
  const lastToGo = counting[counting.length - limit];
  return lastToGo === undefined ? 0 : Math.ceil(lastToGo / 1000);
}

/** TOO_MANY_ATTEMPTS, with how long to wait. */
export const tooManyAttempts = (seconds: number): Error =>
  resourceExhausted("TOO_MANY_ATTEMPTS", `Too many failed sign-ins. Try again in ${seconds} seconds.`, {
    metadata: { retry_after_seconds: String(seconds) },
  });
