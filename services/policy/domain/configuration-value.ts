import { invalidField } from "../../../runtime/errors.ts";

/** A typed value. Integers are decimal digits: they may exceed what a number holds exactly. */
export type ConfigurationValue =
  | { readonly kind: "integer"; readonly digits: string }
  | { readonly kind: "duration"; readonly seconds: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "boolean"; readonly yes: boolean };

const UNITS = [
  { seconds: 86_400, name: "day" },
  { seconds: 3_600, name: "hour" },
  { seconds: 60, name: "minute" },
  { seconds: 1, name: "second" },
] as const;

/** CommonMark 0.31 §2.4: any ASCII punctuation may be escaped; these are the ones that can start markup (GFM included). */
const MARKUP = /[\\`*_{}[\]()<>#+\-.!|~&=]/g;

/** How a value reads in a Markdown text: "12", "7 days", escaped plain text, "yes" or "no". */
export function formatValue(value: ConfigurationValue): string {
  switch (value.kind) {
    case "integer":
      return value.digits;
    case "duration":
      return formatSeconds(value.seconds);
    case "text":
      return value.text.replaceAll(MARKUP, "\\$&");
    case "boolean":
      return value.yes ? "yes" : "no";
  }
}

/** A value as people write it, without Markdown's escapes. */
export const plainValue = (value: ConfigurationValue): string =>
  value.kind === "text" ? value.text : formatValue(value);

function formatSeconds(seconds: number): string {
  const unit = UNITS.find((candidate) => seconds % candidate.seconds === 0) ?? UNITS[3];
  const count = seconds / unit.seconds;
  return `${count} ${unit.name}${count === 1 ? "" : "s"}`;
}

/** Throws INVALID_FIELD for a text with line breaks or other control characters: it would change the text's structure. */
export function checkValue(value: ConfigurationValue): void {
  if (value.kind === "text" && /[\p{Cc}\p{Zl}\p{Zp}]/u.test(value.text))
    throw invalidField("value.text", "one_line", "A text value is one line without control characters.");
}
