import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { openLink } from "../sign-in/account-links.ts";
import { MAGIC_LINK_ROLES, userByMagicLink } from "../sign-in/magic-links.ts";
import { counted } from "../sign-in/reauthentication.ts";
import { proveSecondFactor } from "../sign-in/second-factor.ts";
import { startSession } from "../sign-in/start-session.ts";

const { method } = IdentityService;

/** Signs an employee in with a link from a mail, for what employees do and nothing else. */
export const finishMagicLink: Handler<IdentityContext, typeof method.finishMagicLink> = async (
  context,
  request,
  call,
) => {
  const { emailKey } = await openLink(context, request.token, "magic_link");
  const finish = () =>
    write(context, call, method.finishMagicLink, request, async () => {
      const link = await openLink(context, request.token, "magic_link");
      const { user, ...made } = await userByMagicLink(context, link);
      const proof = await proveSecondFactor(context, user, request, call);
      const signIn = { method: "link", roles: MAGIC_LINK_ROLES, codeGiven: proof.due } as const;
      const started = await startSession(context, user, call, signIn);
      return {
        ...started,
        changes: [context.links.use(link), ...made.changes, ...proof.changes, ...started.changes],
        events: [...made.events, ...proof.events, ...started.events],
      };
    });
  // Only a code can be guessed: without one there is nothing to count.
  const guesses = request.totpCode !== "" || request.recoveryCode !== "";
  return guesses ? counted(context, call, emailKey, finish) : finish();
};
