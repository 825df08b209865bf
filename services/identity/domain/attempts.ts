import { resourceExhausted } from "../../../runtime/errors.ts";

const MINUTE_MS = 60_000;

/** When failures under one key make the next try wait. */
export interface AttemptRule {
  /** Failures after which the next try is still admitted at once, less one. */
  readonly free: number;
  /** How long a failure counts, in ms. */
  readonly windowMs: number;
}

/**
 * What is counted, and how. `account`: failed proofs of who somebody is, by e-mail address. `network`: the same by
 * network address. `request`, `request_network`: mails that somebody asks for; each counts.
 */
export const ATTEMPT_RULES = {
  account: { free: 5, windowMs: 24 * 60 * MINUTE_MS },
  network: { free: 100, windowMs: 15 * MINUTE_MS },
  request: { free: 5, windowMs: 24 * 60 * MINUTE_MS },
  request_network: { free: 50, windowMs: 15 * MINUTE_MS },
} as const satisfies Readonly<Record<string, AttemptRule>>;

/** What failures are counted by. */
export type AttemptKind = keyof typeof ATTEMPT_RULES;

/** Nobody waits longer, in minutes. */
export const LONGEST_WAIT_MINUTES = 15;

/** Failures beyond the free ones that make any difference; more need not be kept. */
export const MOST_BEYOND_FREE = 8;

/** The wait in ms after so many failures: 1, 2, 4, 8 and then 15 minutes from the last free one on. */
export const waitMs = (failures: number, { free }: AttemptRule): number =>
  failures < free ? 0 : Math.min(2 ** (failures - free), LONGEST_WAIT_MINUTES) * MINUTE_MS;

/** Whole seconds until a further try is admitted, given the times of the failures so far; 0: it is now. */
export function retryAfterSeconds(failures: readonly Date[], rule: AttemptRule, now: Date): number {
  const counting = failures
    .map((failure) => failure.getTime())
    .filter((at) => at > now.getTime() - rule.windowMs);
  const leftMs = Math.max(...counting) + waitMs(counting.length, rule) - now.getTime();
  return Math.max(0, Math.ceil(leftMs / 1000));
}

/** TOO_MANY_ATTEMPTS, with how long to wait. */
export const tooManyAttempts = (seconds: number): Error =>
  resourceExhausted("TOO_MANY_ATTEMPTS", `Too many tries. Try again in ${seconds} seconds.`, {
    metadata: { retry_after_seconds: String(seconds) },
  });
