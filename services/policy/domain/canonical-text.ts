import { createHash } from "node:crypto";

/** A text with LF in place of CRLF and CR. */
export const withLineFeeds = (text: string): string => text.replaceAll(/\r\n?/g, "\n");

/**
 * The one form of a text that is hashed: no byte order mark, Unicode NFC, LF line ends, no blank end, one final line
 * end; nothing at all stays nothing. Blanks within the text are kept: two at a line's end are Markdown's hard break.
 */
export function canonicalText(text: string): string {
  const body = withLineFeeds(text)
    .normalize("NFC")
    .replace(/^\uFEFF+/, "")
    .trimEnd();
  return body === "" ? "" : `${body}\n`;
}

/** SHA-256 of a text's UTF-8 bytes, in 64 lowercase hex digits. */
export const contentSha256 = (text: string): string =>
  createHash("sha256").update(text, "utf8").digest("hex");

/** The hash of no text at all. */
export const EMPTY_SHA256 = contentSha256("");
