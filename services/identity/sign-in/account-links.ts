import { DAY_MS } from "../../../runtime/clock.ts";
import { unauthenticated } from "../../../runtime/errors.ts";
import type { IdentityContext } from "../context.ts";
import { emailKey } from "../domain/user-keys.ts";
import type { AccountLinkRow, LinkPurpose } from "../store/account-link-model.ts";
import type { UserRow } from "../store/user-model.ts";
import { whyNotAdmitted } from "./admission.ts";

const MINUTE_MS = 60_000;

/** How long a link of each kind is good, in ms. */
export const LINK_LIFE_MS: Readonly<Record<LinkPurpose, number>> = {
  invitation: 7 * DAY_MS,
  password_reset: 30 * MINUTE_MS,
  magic_link: 15 * MINUTE_MS,
};

/** How long a link that has expired is kept. */
const KEPT_MS = 30 * DAY_MS;
/** What the secret part is made about. */
const ABOUT = "identity.link";
const TOKEN = /^(lnk_[0-9a-z]{26})\.([\w-]{43})$/;

/** Whose a link is, and the address that it is mailed to. Ids are empty where there is none. */
export interface LinkFor {
  readonly customerId: string;
  readonly userId: string;
  readonly employeeId: string;
  readonly email: string;
}

/** A new link; nothing of it is secret. */
export function newLink(
  context: IdentityContext,
  purpose: LinkPurpose,
  { email, ...whose }: LinkFor,
  _id = context.newId("lnk"),
): AccountLinkRow {
  const createTime = context.clock.now();
  const expireTime = new Date(createTime.getTime() + LINK_LIFE_MS[purpose]);
  const purgeTime = new Date(expireTime.getTime() + KEPT_MS);
  return { _id, purpose, ...whose, emailKey: emailKey(email), createTime, expireTime, open: true, purgeTime };
}

/** What stands after `token=` in the mail: the id, and a code that only this installation can make for it. */
export const tokenOf = ({ secrets }: IdentityContext, linkId: string): string =>
  `${linkId}.${secrets.codeFor(linkId, ABOUT)}`;

/** The link of a token, if it is good for the purpose now. Throws LINK_INVALID; a forged token costs no query. */
export async function openLink(
  context: IdentityContext,
  token: string,
  purpose: LinkPurpose,
): Promise<AccountLinkRow> {
  const [, linkId, code] = TOKEN.exec(token) ?? [];
  if (!linkId || !code || !context.secrets.isCodeFor(code, linkId, ABOUT)) throw linkInvalid();
  const link = await context.links.findForPlatform(linkId);
  if (link?.purpose !== purpose || !isOpen(link, context.clock.now())) throw linkInvalid();
  return link;
}

/** Whether a link was neither used nor replaced and has not expired. */
export const isOpen = (link: AccountLinkRow, now: Date): boolean =>
  link.open === true && now < link.expireTime;

/** The user of a link, if they may be signed in and still have the address that it went to. Throws LINK_INVALID. */
export async function userOfLink(context: IdentityContext, link: AccountLinkRow): Promise<UserRow> {
  const user = await context.users.findById(link.customerId, link.userId);
  if (!user || user.emailKey !== link.emailKey || (await whyNotAdmitted(context, user))) throw linkInvalid();
  return user;
}

/** LINK_INVALID: the same for every reason. */
export const linkInvalid = (): Error =>
  unauthenticated("LINK_INVALID", "This link does not work, or not any more. Ask for a new one.");
