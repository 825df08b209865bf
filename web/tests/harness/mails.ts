import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const LONGEST_MS = 20_000;
const LOOK_MS = 200;

/** Waits for a mail to somebody whose text has an address that matches, and gives that address's path and query. */
export async function linkInMail(folder: string, to: string, pattern: RegExp): Promise<string> {
  const deadline = performance.now() + LONGEST_MS;
  while (performance.now() < deadline) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names
      .filter((one) => one.endsWith(".eml"))
      .sort()
      .reverse()) {
      const mail = decoded(await readFile(join(folder, name), "utf8"));
      if (!mail.toLowerCase().includes(to.toLowerCase())) continue;
      const link = mail.match(/https?:\/\/[^\s"<>]+/g)?.find((one) => pattern.test(one));
      if (link) return link.slice(new URL(link).origin.length);
    }
    await pause(LOOK_MS);
  }
  throw new Error(`no mail to ${to} with ${pattern} came`);
}

/** Quoted-printable (RFC 2045): soft line breaks go, escapes become what they stand for. */
const decoded = (mail: string): string =>
  mail
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
