import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Mail, Mailer } from "./mailer.ts";
import { isAddress, messageOf, type Sender } from "./message.ts";

/**
 * Writes each mail into a directory as an `.eml` file (RFC 5322), for installations without a mail server. A file is
 * there whole or not at all, and names sort by time.
 */
export function createFileMailer(directory: string, sender: Sender): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    send: async (mail) => {
      if (!isAddress(mail.toAddress)) return { result: "refused", error: "the address is not a valid one" };
      const { message } = await transport.sendMail(messageOf(mail, sender));
      try {
        await writeWhole(directory, fileNameOf(mail), message);
        return { result: "sent" };
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        return { result: "deferred", error: `the mail could not be written: ${cause}`, outage: true };
      }
    },
    close: async () => transport.close(),
  };
}

/** Such as `20260302T090000000Z-dlv_….eml`. */
const fileNameOf = (mail: Mail): string =>
  `${mail.date.toISOString().replaceAll(/[-:.]/g, "")}-${mail.deliveryId}.eml`;

type Content = Buffer | NodeJS.ReadableStream;

async function writeWhole(directory: string, name: string, content: Content): Promise<void> {
  const unfinished = join(directory, `.${name}.part`);
  try {
    await write(unfinished, content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    await mkdir(directory, { recursive: true });
    await write(unfinished, content);
  }
  await rename(unfinished, join(directory, name));
}

async function write(path: string, content: Content): Promise<void> {
  await using file = await open(path, "w");
  await file.writeFile(content);
  await file.sync();
}
