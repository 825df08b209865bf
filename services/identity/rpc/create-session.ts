import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { unauthenticated } from "../../../runtime/errors.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { emailKey } from "../domain/user-keys.ts";
import { whyNotAdmitted } from "../sign-in/admission.ts";
import { counted } from "../sign-in/reauthentication.ts";
import { proveSecondFactor } from "../sign-in/second-factor.ts";
import { startSession } from "../sign-in/start-session.ts";
import { mustSignInAtProvider, ssoRequired } from "../sso/enforced-login.ts";

const { method } = IdentityService;

/**
 * Signs in. What fails, fails alike: one text, one error, and one verification of a password whether there is a user
 * or not. Why it failed is nobody's business but the log's.
 */
export const createSession: Handler<IdentityContext, typeof method.createSession> = (
  context,
  request,
  call,
) => {
  const key = emailKey(request.email);
  return counted(context, call, key, async () => {
    const known = await context.users.findByEmailForPlatform(key);
    if (!(await context.passwords.matches(known?.passwordHash, request.password)))
      throw refused(call, known ? "wrong password" : "unknown address");
    return write(context, call, method.createSession, request, async () => {
      const user = await context.users.findByEmailForPlatform(key);
      if (user?.passwordHash !== known?.passwordHash || !user) throw refused(call, "changed meanwhile");
      const why = await whyNotAdmitted(context, user);
      if (why) throw refused(call, why);
      if (await mustSignInAtProvider(context, user.customerId, user.roles)) throw ssoRequired();
      const proof = await proveSecondFactor(context, user, request, call);
      const started = await startSession(context, user, call, { method: proof.due ? "otp" : "pwd" });
      return {
        ...started,
        changes: [...proof.changes, ...started.changes],
        events: [...proof.events, ...started.events],
      };
    });
  });
};

function refused(call: Call, why: string): Error {
  call.log.info({ why }, "sign-in refused");
  return unauthenticated("INVALID_CREDENTIALS", "The e-mail address or the password is not right.");
}
