import { Secret, TOTP } from "otpauth";

/** Bytes of a secret: as long as the digest (RFC 4226 §4, R6). */
export const TOTP_SECRET_BYTES = 20;
const PERIOD_S = 30;
/** Steps by which the authenticator's clock may differ, either way (RFC 6238 §5.2). */
const WINDOW = 1;

const totp = (secret: string, label = ""): TOTP =>
  new TOTP({
    issuer: "Countersign",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  });

/** Random bytes as a secret in base32 without padding. */
export const totpSecretFrom = (random: Uint8Array): string =>
  new Secret({ buffer: Uint8Array.from(random).buffer }).base32;

/** The `otpauth://totp/…` URI that authenticators scan; `account` is shown beside the code. */
export const otpauthUri = (secret: string, account: string): string => totp(secret, account).toString();

/**
 * The step (30 seconds since 1970) whose code was given, one of the present one and its neighbours; undefined when none
 * fits, or when its code or a later one was accepted before (`lastStep`): no code is good twice.
 */
export function acceptedStep(
  secret: string,
  code: string,
  now: Date,
  lastStep: number | undefined,
): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  if (delta === null) return undefined;
  const step = Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
  return lastStep !== undefined && step <= lastStep ? undefined : step;
}
