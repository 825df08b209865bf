const DAY_MS = 86_400_000;

/** A session ends so long after its last use, … */
const IDLE_MS = 30 * DAY_MS;
/** … and so long after its sign-in, however much it is used. */
const LONGEST_MS = 90 * DAY_MS;
/** A spent refresh token still serves so long: two tabs that refresh at once are no theft. */
export const REUSE_GRACE_MS = 10_000;

/** What the decision needs to know of a session. */
export interface SessionState {
  readonly createTime: Date;
  readonly expireTime: Date;
  readonly revokeTime?: Date | undefined;
}

/** What the decision needs to know of a refresh token. */
export interface RefreshTokenState {
  readonly expireTime: Date;
  /** When it was exchanged first; unset while it is good. */
  readonly spentTime?: Date | undefined;
}

/**
 * What a refresh token brings: `rotate` spends it and gives new ones, `repeat` gives new ones for one spent a moment
 * ago, `reused` means that it leaked and ends the session, `invalid` changes nothing.
 */
export type RefreshVerdict = "rotate" | "repeat" | "reused" | "invalid";

/** When a session ends that is used now. */
export const sessionExpiry = (createTime: Date, now: Date): Date =>
  new Date(Math.min(now.getTime() + IDLE_MS, lastExpiry(createTime).getTime()));

/** When a session ends at the latest. */
export const lastExpiry = (createTime: Date): Date => new Date(createTime.getTime() + LONGEST_MS);

/** Judges a refresh token that somebody presents at `now` (RFC 9700 §4.14.2: reuse ends the whole family). */
export function judgeRefresh(session: SessionState, token: RefreshTokenState, now: Date): RefreshVerdict {
  if (session.revokeTime || session.expireTime <= now) return "invalid";
  if (token.spentTime)
    return now.getTime() - token.spentTime.getTime() <= REUSE_GRACE_MS ? "repeat" : "reused";
  return token.expireTime <= now ? "invalid" : "rotate";
}
