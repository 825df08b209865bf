import { failedPrecondition, unauthenticated } from "../../../runtime/errors.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { IdentityContext } from "../context.ts";
import { recoveryCodeHash } from "../domain/recovery-codes.ts";
import { acceptedStep } from "../domain/totp.ts";
import { events } from "../events.ts";
import { type SecondFactorRow, secondFactorAbout } from "../store/second-factor-model.ts";
import type { UserRow } from "../store/user-model.ts";

/** The codes that somebody gives; empty: none. */
export interface GivenCodes {
  readonly totpCode: string;
  readonly recoveryCode: string;
}

/** What a given code uses up, and whether one was due at all. */
export interface SecondFactorProof {
  readonly due: boolean;
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

const NOT_DUE: SecondFactorProof = { due: false, changes: [], events: [] };

/**
 * Checks the code of a user whose password (or link) is right. Of several that give the same code at once, one is
 * admitted. Throws TOTP_REQUIRED when a code is due and none given, TOTP_INVALID when it is wrong or used up.
 */
export async function proveSecondFactor(
  context: IdentityContext,
  user: UserRow,
  given: GivenCodes,
  call: Call,
): Promise<SecondFactorProof> {
  const factor = await context.secondFactors.find(user.customerId, user._id);
  if (!factor?.enabled) return NOT_DUE;
  if (given.totpCode !== "") {
    const change = context.secondFactors.accept(factor, stepOf(context, factor, given.totpCode));
    return { due: true, changes: [change], events: [] };
  }
  if (given.recoveryCode === "")
    throw unauthenticated("TOTP_REQUIRED", "Enter the code that your authenticator shows.");
  const hash = recoveryCodeHash(user._id, given.recoveryCode);
  if (!factor.recoveryCodes.includes(hash)) throw invalid();
  return {
    due: true,
    changes: [context.secondFactors.spend(factor, hash)],
    events: [events.recoveryCodeUsed(user, factor.recoveryCodes.length - 1, call)],
  };
}

/** The step whose code was given. Throws TOTP_INVALID when the code is wrong or used up. */
export function stepOf(context: IdentityContext, factor: SecondFactorRow, code: string): number {
  const secret = context.secrets.open(factor.sealedSecret, secondFactorAbout(factor._id));
  const step = acceptedStep(secret, code, context.clock.now(), factor.lastStep);
  if (step === undefined) throw invalid();
  return step;
}

const invalid = (): Error =>
  unauthenticated("TOTP_INVALID", "The code is not right, or was used before. Wait for the next one.");

/** A user's authenticator. Throws TOTP_NOT_ENABLED. */
export async function enabledFactorOf(context: IdentityContext, user: UserRow): Promise<SecondFactorRow> {
  const factor = await context.secondFactors.find(user.customerId, user._id);
  if (factor?.enabled) return factor;
  throw failedPrecondition("TOTP_NOT_ENABLED", "There is no authenticator.");
}
