/** A key as it stands in a text: `{{key}}`; blanks inside the braces don't matter. As services/policy renders it. */
export const KEY_PATTERN = /\{\{[ \t]*([a-z][a-z0-9_]{0,63})[ \t]*\}\}/g;

/** The keys that a source uses, each once, in order of appearance. */
export const keysOf = (source: string): readonly string[] => [
  ...new Set(Array.from(source.matchAll(KEY_PATTERN), (match) => match[1] ?? "")),
];

/** A source with values in place of its keys; keys without a value stay. */
export const withValues = (source: string, values: ReadonlyMap<string, string>): string =>
  source.replaceAll(KEY_PATTERN, (whole: string, key: string) => values.get(key) ?? whole);
