import type { Outcome } from "../domain/delivery.ts";

/** One mail to one recipient, rendered. Subject and names are single lines. */
export interface Mail {
  /** The delivery's id, from which the Message-ID is made: a mail sent again has the same one. */
  readonly deliveryId: string;
  /** When it is sent. */
  readonly date: Date;
  /** The customer's name, shown as the sender. */
  readonly fromName: string;
  readonly toName: string;
  readonly toAddress: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** How an attempt to send ended. */
export type MailOutcome = Outcome & {
  /** True: the mail server as a whole can't be used now, so other mails would fare the same. */
  readonly outage?: boolean;
};

/** A way to send mails. */
export interface Mailer {
  /** Tries once. Never throws for what the other side does. */
  readonly send: (mail: Mail) => Promise<MailOutcome>;
  /** Closes what is open. */
  readonly close: () => Promise<void>;
}
