import { invalidArgument } from "../../../runtime/errors.ts";
import { COMMON_PASSWORDS, COMMON_STEMS, stemOf } from "./common-passwords.ts";

const ROWS = ["abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop"];
const REVERSED = ROWS.map((row) => [...row].reverse().join(""));

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly email: string;
  readonly displayName: string;
}

/**
 * Throws PASSWORD_TOO_WEAK for a password that is among the first tried: a known common one, one with only digits and
 * signs behind a common one, behind one said twice, or behind its owner's name or address, a run along the alphabet or the keyboard, or a short piece
 * again and again. The length (12 to 256 characters) is the contract's own rule; no kind of character is asked for or
 * refused (OWASP ASVS 5.0 §6.2, NIST SP 800-63B §5.1.1.2).
 */
export function checkStrength(password: string, owner?: PasswordOwner): void {
  const folded = fold(password);
  const stem = stemOf(folded);
  const own = owner ? ownWords(owner) : [];
  if (
    COMMON_PASSWORDS.has(folded) ||
    COMMON_STEMS.has(stem) ||
    COMMON_STEMS.has(halfOf(stem)) ||
    own.some((word) => word === folded || word === stem) ||
    isRun(folded) ||
    isRepetition(folded)
  ) {
    throw invalidArgument(
      "PASSWORD_TOO_WEAK",
      "This password is among the first that somebody would try. Choose another.",
    );
  }
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");

/** What a text says twice, if that is all it does; else the text. */
const halfOf = (text: string): string => {
  const half = text.slice(0, text.length / 2);
  return half + half === text ? half : text;
};

/** The owner's address, the parts of it, and the name; without what is too short to say anything. */
const ownWords = ({ email, displayName }: PasswordOwner): string[] => {
  const [local = "", domain = ""] = email.split("@");
  const words = [email, local, domain, stemOf(fold(domain)), displayName, ...displayName.split(/\s+/)];
  return words.map(fold).filter((word) => word.length > 2);
};

/** Each character follows its predecessor in a row of the alphabet, of digits or of the keyboard, around its end too. */
function isRun(text: string): boolean {
  return [...ROWS, ...REVERSED].some((row) => `${row}${row}${row}${row}`.includes(text));
}

/** One to four characters repeated: "aaaaaaaaaaaa", "abc1abc1abc1". */
const isRepetition = (text: string): boolean => /^(.{1,4}?)\1+.{0,3}$/u.test(text);
