import { type Filter, parse } from "scim2-parse-filter";
import { badRequest } from "./scim-error.ts";

export type { Filter };

/** Longest filter that is read, in characters. */
const LONGEST = 2_000;
/** The parser's expression for quoted texts goes wild on line breaks; no filter needs control characters. */
const CONTROL = /\p{Cc}/u;

/** Reads a filter (RFC 7644 §3.4.2.2). Throws invalidFilter for all that is none. */
export function parseFilter(text: string): Filter {
  if (text.length > LONGEST) throw refused(`It is longer than ${LONGEST} characters.`);
  if (CONTROL.test(text)) throw refused("It has control characters.");
  try {
    return parse(text);
  } catch (error) {
    const why = error instanceof RangeError ? "It is nested too deeply." : "It can't be read.";
    throw refused(why);
  }
}

/** The refusal of a filter that can't be read, or can't be answered from an index. */
export const refused = (why: string) => badRequest("invalidFilter", `This filter is not supported. ${why}`);
