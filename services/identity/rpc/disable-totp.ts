import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import { afterPassword } from "../sign-in/reauthentication.ts";
import { enabledFactorOf, proveSecondFactor } from "../sign-in/second-factor.ts";
import { checkNotDemanded } from "../sign-in/totp-demand.ts";

const { method } = IdentityService;

/** Takes the caller's authenticator off, after the password and a code. */
export const disableTotp: Handler<IdentityContext, typeof method.disableTotp> = (context, request, call) =>
  afterPassword(context, call, request.password, (user) =>
    write(context, call, method.disableTotp, request, async () => {
      const factor = await enabledFactorOf(context, user);
      await checkNotDemanded(context, user);
      await proveSecondFactor(context, user, request, call);
      return {
        changes: [context.secondFactors.disable(factor)],
        events: [events.totpDisabled(user, call)],
        response: {},
      };
    }),
  );
