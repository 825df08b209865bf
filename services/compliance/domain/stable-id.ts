import { createHash } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 26;

/**
 * An id that follows from a name alone, so that every installation has the same: `stableId("frm", "soc2")`.
 * Shaped as our other ids (prefix, 26 characters of Crockford's base32, the first at most 7, as in TypeID).
 */
export function stableId(prefix: string, name: string): string {
  const digest = createHash("sha256").update(`${prefix}:${name}`).digest();
  const characters = [...digest.subarray(0, LENGTH)].map((byte, index) =>
    ALPHABET.charAt(byte & (index === 0 ? 7 : 31)),
  );
  return `${prefix}_${characters.join("")}`;
}
