import type { SendMailOptions } from "nodemailer";
import addressparser from "nodemailer/lib/addressparser";
import { oneLine } from "../domain/one-line.ts";
import type { Mail } from "./mailer.ts";

/** The sender of all mails, from MAIL_FROM. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** Reads MAIL_FROM, such as `Countersign <no-reply@example.com>`. Throws when it is not one address. */
export function senderOf(mailFrom: string): Sender {
  const parsed = addressparser(mailFrom, { flatten: true });
  const [sender] = parsed;
  if (!sender || parsed.length > 1 || !isAddress(sender.address))
    throw new Error(`MAIL_FROM=${mailFrom} is not one address, such as Countersign <no-reply@example.com>.`);
  return { name: oneLine(sender.name), address: sender.address };
}

/**
 * Whether a text is one plain mailbox that can stand in an SMTP envelope (RFC 5321 §4.1.2, without quoted local parts
 * and address literals): no blanks, controls, brackets, commas or second "@".
 */
export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u.test(text);

/** The Message-ID of a delivery (RFC 5322 §3.6.4), the same for each attempt. */
export const messageIdOf = (deliveryId: string, sender: Sender): string =>
  `<${deliveryId}@${sender.address.slice(sender.address.lastIndexOf("@") + 1)}>`;

/** A mail as nodemailer takes it: addresses as objects, so that nothing in a name is read as an address. */
export function messageOf(mail: Mail, sender: Sender): SendMailOptions {
  const brand = oneLine(mail.fromName);
  return {
    from: {
      name: sender.name === "" || sender.name === brand ? brand : `${brand} via ${sender.name}`,
      address: sender.address,
    },
    to: { name: oneLine(mail.toName), address: mail.toAddress },
    envelope: { from: sender.address, to: [mail.toAddress] },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    date: mail.date,
    messageId: messageIdOf(mail.deliveryId, sender),
    // RFC 3834: nobody's out-of-office reply answers it.
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
