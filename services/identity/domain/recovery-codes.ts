import { createHash } from "node:crypto";

/** Codes that a user has at first. */
export const RECOVERY_CODES = 10;
/** Letters and digits that can't be taken for one another; 32 of them, 5 bits each. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** Characters of a code: 80 bits, which nobody finds from a plain digest. */
const LENGTH = 16;

/** Random bytes that one set of codes takes. */
export const RECOVERY_CODE_BYTES = RECOVERY_CODES * LENGTH;

/** Ten codes such as `ABCD-EFGH-JKLM-NPQR` out of RECOVERY_CODE_BYTES random bytes. */
export function recoveryCodesFrom(random: Uint8Array): string[] {
  const letters = [...random].map((byte) => ALPHABET[byte % ALPHABET.length] ?? "").join("");
  return Array.from({ length: RECOVERY_CODES }, (_, i) =>
    (letters.slice(i * LENGTH, (i + 1) * LENGTH).match(/.{4}/g) ?? []).join("-"),
  );
}

/** What is stored of a user's code, which may be given in any case and with or without dashes and blanks. */
export const recoveryCodeHash = (userId: string, code: string): string =>
  createHash("sha256")
    .update(`${userId} ${code.toUpperCase().replaceAll(/[\s-]/g, "")}`)
    .digest("base64url");
