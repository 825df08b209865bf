import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

/** Makes a new id of a kind: `newId("pol")` gives `pol_01j…` (26 characters after the prefix). */
export type NewId = (prefix: string) => string;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * Prefixed, sortable ids: TypeID 0.3 (a UUIDv7, RFC 9562 §5.7, in Crockford base32).
 * Ids made by one source grow strictly, also within one millisecond and when the clock steps back,
 * by RFC 9562 §6.2 method 1: a 12-bit counter in `rand_a` that carries into the timestamp.
 */
export function createIdSource(clock: Clock, fill: (bytes: Uint8Array) => unknown = pooledRandom()): NewId {
  const bytes = new Uint8Array(16);
  let lastMs = -1;
  let counter = 0;
  return (prefix) => {
    const nowMs = clock.now().getTime();
    fill(bytes);
    if (nowMs > lastMs) {
      lastMs = nowMs;
      counter = (((bytes[6] ?? 0) & 0x07) << 8) | (bytes[7] ?? 0);
    } else if (++counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
    stamp(bytes, lastMs, counter);
    return `${prefix}_${base32(bytes)}`;
  };
}

/** Random bytes drawn from the system a pool at a time: one system call for 256 ids. */
function pooledRandom(): (bytes: Uint8Array) => void {
  const pool = new Uint8Array(4096);
  let used = pool.length;
  return (bytes) => {
    if (used + bytes.length > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    bytes.set(pool.subarray(used, used + bytes.length));
    used += bytes.length;
  };
}

function stamp(bytes: Uint8Array, ms: number, counter: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(0, Math.floor(ms / 0x10000));
  view.setUint16(4, ms % 0x10000);
  view.setUint16(6, 0x7000 | counter);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
}

function base32(bytes: Uint8Array): string {
  let text = "";
  let pending = 0;
  let bits = 0;
  for (let i = bytes.length - 1; i >= 0; i--) {
    pending |= (bytes[i] ?? 0) << bits;
    for (bits += 8; bits >= 5; bits -= 5) {
      text = ALPHABET.charAt(pending & 31) + text;
      pending >>= 5;
    }
  }
  return ALPHABET.charAt(pending) + text;
}
