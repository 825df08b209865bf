import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { notFound } from "../../../runtime/errors.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { isOpen, tokenOf } from "../sign-in/account-links.ts";
import { whyNotAdmitted } from "../sign-in/admission.ts";
import type { AccountLinkRow } from "../store/account-link-model.ts";

/** Gives a mail the secret part of its link, while the link would be accepted. */
export const getAccountLink: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["getAccountLink"]
> = async (context, { linkId }) => {
  const link = await context.links.findForPlatform(linkId);
  if (!link || !isOpen(link, context.clock.now()) || !(await isWelcome(context, link)))
    throw notFound("link", linkId);
  return { token: tokenOf(context, linkId) };
};

async function isWelcome(context: IdentityContext, link: AccountLinkRow): Promise<boolean> {
  if (link.userId === "") return true;
  const user = await context.users.findById(link.customerId, link.userId);
  if (!user || user.emailKey !== link.emailKey) return false;
  return (await whyNotAdmitted(context, user)) === undefined;
}
