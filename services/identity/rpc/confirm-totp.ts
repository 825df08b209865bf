import { randomBytes } from "node:crypto";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { RECOVERY_CODE_BYTES, recoveryCodeHash, recoveryCodesFrom } from "../domain/recovery-codes.ts";
import { events } from "../events.ts";
import { counted } from "../sign-in/reauthentication.ts";
import { stepOf } from "../sign-in/second-factor.ts";

const { method } = IdentityService;
/** A secret that was shown so long ago can't be confirmed any more. */
const ENROLLMENT_MS = 15 * 60_000;

/** Enables the caller's authenticator by a code that it shows. */
export const confirmTotp: Handler<IdentityContext, typeof method.confirmTotp> = async (
  context,
  request,
  call,
) => {
  const { customerId, userId, sessionId } = userOf(call);
  const { emailKey } = await context.users.get(customerId, userId);
  return counted(context, call, emailKey, () =>
    write(context, call, method.confirmTotp, request, async () => {
      const user = await context.users.get(customerId, userId);
      const factor = await context.secondFactors.find(customerId, userId);
      if (factor?.enabled) throw failedPrecondition("TOTP_ENABLED", "Your authenticator is enabled already.");
      const ageMs = context.clock.now().getTime() - (factor?.createTime.getTime() ?? 0);
      if (!factor?.sealedSecret || ageMs > ENROLLMENT_MS)
        throw failedPrecondition("TOTP_NOT_ENROLLED", "Begin anew: there is no secret to confirm.");
      const recoveryCodes = recoveryCodesFrom(randomBytes(RECOVERY_CODE_BYTES));
      const hashes = recoveryCodes.map((code) => recoveryCodeHash(userId, code));
      const session = await context.sessions.find(customerId, userId, sessionId);
      return {
        changes: [
          context.secondFactors.enable(factor, stepOf(context, factor, request.code), hashes),
          ...(session ? [context.sessions.giveCode(session)] : []),
        ],
        events: [events.totpEnabled(user, call)],
        response: { recoveryCodes },
      };
    }),
  );
};
