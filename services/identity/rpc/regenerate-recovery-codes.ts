import { randomBytes } from "node:crypto";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { RECOVERY_CODE_BYTES, recoveryCodeHash, recoveryCodesFrom } from "../domain/recovery-codes.ts";
import { events } from "../events.ts";
import { afterPassword } from "../sign-in/reauthentication.ts";
import { enabledFactorOf, stepOf } from "../sign-in/second-factor.ts";

const { method } = IdentityService;

/** Gives the caller ten new recovery codes, after the password and a code of the authenticator. */
export const regenerateRecoveryCodes: Handler<IdentityContext, typeof method.regenerateRecoveryCodes> = (
  context,
  request,
  call,
) =>
  afterPassword(context, call, request.password, (user) =>
    write(context, call, method.regenerateRecoveryCodes, request, async () => {
      const factor = await enabledFactorOf(context, user);
      const step = stepOf(context, factor, request.totpCode);
      const recoveryCodes = recoveryCodesFrom(randomBytes(RECOVERY_CODE_BYTES));
      const hashes = recoveryCodes.map((code) => recoveryCodeHash(user._id, code));
      return {
        changes: [context.secondFactors.renew(factor, step, hashes)],
        events: [events.recoveryCodesRegenerated(user, call)],
        response: { recoveryCodes },
      };
    }),
  );
