import { join } from "node:path";
import type { Config } from "../../../runtime/config/config.ts";
import { createFileMailer } from "./file-mailer.ts";
import type { Mailer } from "./mailer.ts";
import { senderOf } from "./message.ts";
import { createSmtpMailer } from "./smtp-mailer.ts";

/** The mailer that the configuration asks for: SMTP when there is a server, else files in DATA_DIR/mail. */
export function createMailer(config: Pick<Config, "smtpUrl" | "mailFrom" | "dataDir">): Mailer {
  const sender = senderOf(config.mailFrom);
  return config.smtpUrl === ""
    ? createFileMailer(join(config.dataDir, "mail"), sender)
    : createSmtpMailer(config.smtpUrl, sender);
}
