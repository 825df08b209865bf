import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { permissionDenied } from "../../../runtime/errors.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { checkMayManage } from "../access/grants.ts";
import { type IdentityContext, userNamed } from "../context.ts";
import { events } from "../events.ts";
import { enabledFactorOf } from "../sign-in/second-factor.ts";
import { signOutEverywhere } from "../sign-in/sign-out.ts";

const { method } = IdentityService;

/** Takes a user's lost authenticator off; the user signs in anew. */
export const removeUserTotp: Handler<IdentityContext, typeof method.removeUserTotp> = (
  context,
  request,
  call,
) =>
  write(context, call, method.removeUserTotp, request, async () => {
    const user = await userNamed(context, call, request.userId);
    if (call.actor.userId === user._id)
      throw permissionDenied("OWN_TOTP", "Disable your own authenticator with a code of it.");
    await checkMayManage(context, call, user);
    const factor = await enabledFactorOf(context, user);
    const now = context.clock.now();
    const out = await signOutEverywhere(context, user, SessionRevocationReason.ADMINISTRATOR, now);
    return {
      changes: [context.secondFactors.disable(factor), ...out.changes],
      events: [events.totpDisabled(user, call), ...out.events],
      response: {},
    };
  });
