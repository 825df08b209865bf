import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import {
  InvitationSentSchema,
  MagicLinkRequestedSchema,
  PasswordResetRequestedSchema,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import type { MailedLink } from "../domain/message.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { mailOnly } from "../telling/mail-only.ts";

/** Somebody is to get a link that lets them in: by mail, and nowhere else. */
export function onAccountLinkWanted(context: NotificationContext): EventHandler[] {
  const nudge = (): void => context.nudge(SEND_DELIVERIES);
  return [
    on(
      InvitationSentSchema,
      (event) => {
        const { holder, invitation, linkId } = event.message;
        const content = { ...linkOf(linkId, invitation?.expireTime, event.time), byName: event.actor.name };
        return mailOnly(context, event, holder, { kind: "invitation", content }, invitation?.id ?? "");
      },
      nudge,
    ),
    on(
      PasswordResetRequestedSchema,
      (event) => {
        const { holder, linkId, expireTime } = event.message;
        const content = linkOf(linkId, expireTime, event.time);
        return mailOnly(context, event, holder, { kind: "password_reset", content }, "");
      },
      nudge,
    ),
    on(
      MagicLinkRequestedSchema,
      (event) => {
        const { holder, linkId, expireTime } = event.message;
        const content = linkOf(linkId, expireTime, event.time);
        return mailOnly(context, event, holder, { kind: "magic_link", content }, "");
      },
      nudge,
    ),
  ];
}

const linkOf = (linkId: string, expireTime: Timestamp | undefined, otherwise: Date): MailedLink => ({
  linkId,
  expireTime: expireTime ? timestampDate(expireTime) : otherwise,
});
