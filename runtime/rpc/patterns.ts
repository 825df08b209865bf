import { RE2JS } from "@bufbuild/re2";

type Test = (text: string) => boolean;

/** `^`, then single characters and classes, each once or a fixed number of times, then `$`. */
const PLAIN = /^\^(?:(?:[A-Za-z0-9_@:-]|\[[A-Za-z0-9_-]+\])(?:\{\d+\})?)+\$$/;
/** Patterns come from the contract; a rule that made them from a request would fill the memory. */
const MOST_KNOWN = 1_000;
const known = new Map<string, Test>();

/**
 * Whether a text matches a pattern of the contract (RE2's syntax), in time linear in the text. Most patterns are those of ids and
 * digests: one way to match, nothing to go back to. The engine of JavaScript itself takes these, thirty times as fast as RE2.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let test = known.get(pattern);
  if (!test) {
    test = isPlain(pattern) ? native(pattern) : linear(pattern);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(pattern, test);
  }
  return test(text);
}

/** Whether a pattern can be matched in one way only, and means the same in RE2 and in JavaScript. */
export const isPlain = (pattern: string): boolean => PLAIN.test(pattern);

const native = (pattern: string): Test => {
  const compiled = new RegExp(pattern);
  return (text) => compiled.test(text);
};

const linear = (pattern: string): Test => {
  const compiled = RE2JS.compile(pattern);
  return (text) => compiled.test(text);
};
