/** Control characters, line and paragraph separators, and marks that reorder text on screen. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * A text as one harmless line: what would end a header line or turn a reader's eye becomes a blank, and beyond `most`
 * characters it is cut with "…".
 */
export function oneLine(text: string, most = Number.POSITIVE_INFINITY): string {
  const line = text.toWellFormed().replaceAll(UNSAFE, " ").replaceAll(/ {2,}/g, " ").trim();
  const characters = line.length > most ? [...line] : [];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line;
}
