import type { Readable } from "node:stream";
import { createTransport, type NodemailerError } from "nodemailer";
import { oneLine } from "../domain/one-line.ts";
import type { Mailer, MailOutcome } from "./mailer.ts";
import { isAddress, messageIdOf, messageOf, type Sender } from "./message.ts";

/** Mails under way at once, each on a connection of its own that is kept for the next one. */
export const MAX_CONNECTIONS = 8;

/** Bounds in ms. One mail ends within SEND_MS, whatever the server does. */
const TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 10_000,
  socketTimeout: 30_000,
};
const SEND_MS = 45_000;
/** Connections unused for so long are closed by us; most servers would do so soon after. */
const IDLE_MS = 30_000;

/** Sends through an SMTP server over a few kept connections. `url` is `smtp://` or `smtps://`, with user and password. */
export function createSmtpMailer(url: string, sender: Sender): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    // A connection that breaks inside a mail may have delivered it: sending it again is not nodemailer's to decide.
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    ...TIMEOUTS,
  });
  // Whether the server was given any of a mail's content decides what a broken connection means.
  const contents = new Map<string, Readable>();
  transport.use("stream", (mail, done) => {
    mail.message.processFunc((content) => {
      contents.set(mail.data.messageId ?? "", content);
      return content;
    });
    done();
  });
  return {
    send: async (mail) => {
      if (!isAddress(mail.toAddress)) return { result: "refused", error: "the address is not a valid one" };
      const messageId = messageIdOf(mail.deliveryId, sender);
      try {
        await transport.sendMail({ ...messageOf(mail, sender), signal: AbortSignal.timeout(SEND_MS) });
        return { result: "sent" };
      } catch (error) {
        return outcomeOf(error, contents.get(messageId)?.readableDidRead ?? false);
      } finally {
        contents.delete(messageId);
      }
    },
    close: async () => transport.close(),
  };
}

/**
 * What a failure means (RFC 5321 §4.2.1): a reply of 5xx to the recipient or the content is final, 4xx is not. Without
 * such a reply the mail was not taken, unless the server had been given content already: then nobody knows.
 */
function outcomeOf(thrown: unknown, contentGiven: boolean): MailOutcome {
  const failure: NodemailerError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const error = oneLine(failure.response ?? failure.message);
  const code = failure.responseCode ?? 500;
  // Refusing the sender (no sign-in, a wrong MAIL_FROM) says nothing about this mail, unless it is too large (552).
  const aboutSender = failure.command === "MAIL FROM" && code !== 552;
  if (failure.code === "EMESSAGE" || (failure.code === "EENVELOPE" && !aboutSender))
    return { result: code >= 500 ? "refused" : "deferred", error };
  if (!contentGiven) return { result: "deferred", error, outage: true };
  return { result: "unknown", error: `it is unknown whether this got through: ${error}`, outage: true };
}
