import { invalidArgument } from "../../../runtime/errors.ts";
import { COMMON_PASSWORDS, COMMON_STEMS } from "./common-passwords.ts";

const ROWS = ["abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop"];
const REVERSED = ROWS.map((row) => [...row].reverse().join(""));

/**
 * Throws PASSWORD_TOO_WEAK for a password that is among the first tried: a known common one, one with only digits and
 * signs behind a common word, a run along the alphabet or the keyboard, or a short piece again and again.
 * The length (12 to 256 characters) is the contract's own rule.
 */
export function checkStrength(password: string): void {
  const folded = password.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");
  const stem = folded.replace(/[\d\p{P}\p{S}]+$/u, "");
  if (COMMON_PASSWORDS.has(folded) || COMMON_STEMS.has(stem) || isRun(folded) || isRepetition(folded)) {
    throw invalidArgument(
      "PASSWORD_TOO_WEAK",
      "This password is among the first that somebody would try. Choose another.",
    );
  }
}

/** Each character follows its predecessor in a row of the alphabet, of digits or of the keyboard, around its end too. */
function isRun(text: string): boolean {
  return [...ROWS, ...REVERSED].some((row) => `${row}${row}${row}${row}`.includes(text));
}

/** One to four characters repeated: "aaaaaaaaaaaa", "abc1abc1abc1". */
const isRepetition = (text: string): boolean => /^(.{1,4}?)\1+.{0,3}$/u.test(text);
