import { failedPrecondition } from "../../../runtime/errors.ts";
import { canonicalText, contentSha256 } from "./canonical-text.ts";
import { type ConfigurationValue, formatValue } from "./configuration-value.ts";
import { countConflicts } from "./conflict-markers.ts";

/** Most UTF-8 bytes of a source; the contract's rule on requests. */
export const MAX_SOURCE_BYTES = 1_000_000;
/** Most UTF-8 bytes of a rendered text: both fit into one message and one document. */
export const MAX_RENDERED_BYTES = 2_000_000;

/** A key as it stands in a text: `{{key}}`; blanks inside the braces don't matter. */
const KEY = /\{\{[ \t]*([a-z][a-z0-9_]{0,63})[ \t]*\}\}/g;

/** An active value of a key, and the configuration that holds it. */
export interface ActiveValue {
  readonly configurationId: string;
  readonly value: ConfigurationValue;
}

/** Active values by key. */
export type ActiveValues = ReadonlyMap<string, ActiveValue>;

/** What a source becomes under some values, and what stands in the way of submitting it. */
export interface RenderedText {
  readonly contentMarkdown: string;
  readonly renderedMarkdown: string;
  readonly contentSha256: string;
  /** The keys that the source uses, each once, in order of appearance. */
  readonly keys: readonly string[];
  /** Those of them without an active value. */
  readonly unresolvedKeys: readonly string[];
  readonly conflictCount: number;
  /** The configurations whose values were used. */
  readonly configurationIds: readonly string[];
}

/** The keys that a source uses, each once, in order of appearance. */
export const keysOf = (source: string): string[] => [
  ...new Set(Array.from(source.matchAll(KEY), (match) => match[1] ?? "")),
];

/**
 * Puts values in place of keys and makes the canonical text. Values are not searched for keys again.
 * Throws FAILED_PRECONDITION / CONTENT_TOO_LARGE when the source or the outcome exceeds its bound.
 */
export function renderText(source: string, values: ActiveValues): RenderedText {
  checkBytes(source, MAX_SOURCE_BYTES);
  const keys = keysOf(source);
  const used = keys.flatMap((key) => values.get(key) ?? []);
  const renderedMarkdown = canonicalText(substitute(source, values));
  checkBytes(renderedMarkdown, MAX_RENDERED_BYTES);
  return {
    contentMarkdown: source,
    renderedMarkdown,
    contentSha256: contentSha256(renderedMarkdown),
    keys,
    unresolvedKeys: keys.filter((key) => !values.has(key)),
    conflictCount: countConflicts(source),
    configurationIds: used.map((active) => active.configurationId),
  };
}

/** Bounded while it grows: a short key may stand for a long value, many times. */
function substitute(source: string, values: ActiveValues): string {
  const formatted = new Map([...values].map(([key, active]) => [key, formatValue(active.value)]));
  let grown = source.length;
  return source.replaceAll(KEY, (whole: string, key: string) => {
    const value = formatted.get(key) ?? `{{${key}}}`;
    grown += value.length - whole.length;
    if (grown > MAX_RENDERED_BYTES) throw tooLarge(MAX_RENDERED_BYTES);
    return value;
  });
}

function checkBytes(text: string, most: number): void {
  if (Buffer.byteLength(text, "utf8") > most) throw tooLarge(most);
}

const tooLarge = (most: number) =>
  failedPrecondition("CONTENT_TOO_LARGE", `The text would exceed ${most} bytes.`, {
    metadata: { limit_bytes: String(most) },
  });
