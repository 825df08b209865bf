import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type AccountHolderSchema,
  InvitationAcceptedSchema,
  InvitationRevokedSchema,
  InvitationSentSchema,
  MagicLinkRequestedSchema,
  type PasswordChangeCause,
  PasswordChangedSchema,
  PasswordResetRequestedSchema,
  RecoveryCodesRegeneratedSchema,
  RecoveryCodeUsedSchema,
  TotpDisabledSchema,
  TotpEnabledSchema,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { type EventDraft, event } from "../../../runtime/events/event.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import { clientOf } from "../context.ts";
import { invitationMessage } from "../rpc/invitation-messages.ts";
import type { AccountLinkRow } from "../store/account-link-model.ts";
import type { InvitationRow } from "../store/invitation-model.ts";
import type { LinkRequestRow } from "../store/link-request-model.ts";
import type { UserRow } from "../store/user-model.ts";

type Holder = MessageInitShape<typeof AccountHolderSchema>;

const about = (row: UserRow | InvitationRow) => ({ customerId: row.customerId, subject: row._id });
const originOf = ({ ipAddress, userAgent }: Pick<LinkRequestRow, "ipAddress" | "userAgent">) => ({
  ipAddress,
  userAgent,
});

/** Whom an event on a user's ways to sign in concerns. */
export const holderOf = (user: UserRow): Holder => ({
  userId: user._id,
  employeeId: user.employeeId ?? "",
  email: user.email,
  displayName: user.displayName,
  locale: user.locale,
});

const requested = (link: AccountLinkRow, holder: Holder, request: LinkRequestRow) => ({
  holder,
  linkId: link._id,
  expireTime: timestampFromDate(link.expireTime),
  origin: originOf(request),
});

/** What is told of passwords, links, invitations and authenticators; never anything that lets somebody in. */
export const accountEvents = {
  passwordChanged: (user: UserRow, cause: PasswordChangeCause, call: Call): EventDraft =>
    event(PasswordChangedSchema, about(user), { holder: holderOf(user), cause, origin: clientOf(call) }),
  passwordResetRequested: (link: AccountLinkRow, user: UserRow, request: LinkRequestRow): EventDraft =>
    event(PasswordResetRequestedSchema, about(user), requested(link, holderOf(user), request)),
  magicLinkRequested: (link: AccountLinkRow, holder: Holder, request: LinkRequestRow): EventDraft =>
    event(
      MagicLinkRequestedSchema,
      { customerId: link.customerId, subject: link.employeeId },
      requested(link, holder, request),
    ),
  invitationSent: (invitation: InvitationRow, user: UserRow): EventDraft =>
    event(InvitationSentSchema, about(invitation), {
      invitation: invitationMessage(invitation),
      holder: holderOf(user),
      linkId: invitation.linkId,
    }),
  invitationAccepted: (invitation: InvitationRow): EventDraft =>
    event(InvitationAcceptedSchema, about(invitation), { invitation: invitationMessage(invitation) }),
  invitationRevoked: (invitation: InvitationRow): EventDraft =>
    event(InvitationRevokedSchema, about(invitation), { invitation: invitationMessage(invitation) }),
  totpEnabled: (user: UserRow, call: Call): EventDraft =>
    event(TotpEnabledSchema, about(user), { holder: holderOf(user), origin: clientOf(call) }),
  totpDisabled: (user: UserRow, call: Call): EventDraft =>
    event(TotpDisabledSchema, about(user), { holder: holderOf(user), origin: clientOf(call) }),
  recoveryCodesRegenerated: (user: UserRow, call: Call): EventDraft =>
    event(RecoveryCodesRegeneratedSchema, about(user), { holder: holderOf(user), origin: clientOf(call) }),
  recoveryCodeUsed: (user: UserRow, recoveryCodesLeft: number, call: Call): EventDraft =>
    event(RecoveryCodeUsedSchema, about(user), {
      holder: holderOf(user),
      recoveryCodesLeft,
      origin: clientOf(call),
    }),
};
