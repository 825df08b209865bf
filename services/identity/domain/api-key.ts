import { createHash, timingSafeEqual } from "node:crypto";
import { invalidField, resourceExhausted } from "../../../runtime/errors.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How long a key works when nothing is said, and at most. */
const DEFAULT_LIFE_MS = 90 * DAY_MS;
const LONGEST_LIFE_MS = 366 * DAY_MS;
/** Working keys that a customer may have. */
export const MOST_WORKING_KEYS = 100;

const FORM = /^csk_([0-9a-z]{26})_([A-Za-z0-9_-]{43})$/;
/** What a secret is compared with where there is no key: nothing has this digest. */
const NO_DIGEST = Buffer.alloc(32);

/** What a program presents, taken apart. */
export interface PresentedKey {
  /** `apk_…` */
  readonly id: string;
  readonly secret: string;
}

/** The key as its program holds it; `secret` is 32 random bytes in base64url. */
export const keyText = (id: string, secret: string): string => `csk_${id.slice("apk_".length)}_${secret}`;

/** Takes a key apart; undefined for what has not its form. */
export function readKey(text: string): PresentedKey | undefined {
  const [, suffix, secret] = FORM.exec(text) ?? [];
  return suffix && secret ? { id: `apk_${suffix}`, secret } : undefined;
}

/** What is kept of a secret. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** Whether a secret is the one that was hashed; the same work, without a hash too. */
export function isSecret(secret: string, hash: string | undefined): boolean {
  const digest = createHash("sha256").update(secret).digest();
  return timingSafeEqual(digest, hash ? Buffer.from(hash, "base64url") : NO_DIGEST);
}

/** When a key of now ends. Throws INVALID_FIELD for a time that is past or too far away. */
export function keyExpiry(wanted: Date | undefined, now: Date): Date {
  const time = wanted ?? new Date(now.getTime() + DEFAULT_LIFE_MS);
  const lifeMs = time.getTime() - now.getTime();
  if (lifeMs > 0 && lifeMs <= LONGEST_LIFE_MS) return time;
  throw invalidField("api_key.expire_time", "range", "An API key ends in the future, within 366 days.");
}

/** Whether a key can be exchanged at `now`. */
export const works = (key: { readonly expireTime: Date; readonly revokeTime?: Date }, now: Date): boolean =>
  !key.revokeTime && key.expireTime > now;

/** The hour that a use at `now` is noted as; undefined when it stands there already. */
export function useToNote(lastUseTime: Date | undefined, now: Date): Date | undefined {
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  return lastUseTime && lastUseTime >= hour ? undefined : hour;
}

/** Throws TOO_MANY_API_KEYS when a customer with so many working ones can have no more. */
export function checkKeyRoom(working: number): void {
  if (working >= MOST_WORKING_KEYS)
    throw resourceExhausted(
      "TOO_MANY_API_KEYS",
      `A customer has at most ${MOST_WORKING_KEYS} working API keys. Revoke one first.`,
    );
}
