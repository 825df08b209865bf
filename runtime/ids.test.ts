import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ManualClock } from "./clock.ts";
import { createIdSource } from "./ids.ts";

describe("an id source", () => {
  test("makes prefixed ids of 26 characters that carry the time", () => {
    const clock = new ManualClock(new Date("2026-11-22T10:00:00.123Z"));
    const id = createIdSource(clock)("pol");
    expect(id).toMatch(/^pol_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(millisOf(id)).toBe(clock.now().getTime());
  });

  test("is a UUIDv7 in TypeID's base32", () => {
    // The TypeID 0.3 example 01h2xcejqtf2nbrexx3vqjhp41 with the counter's top bit, which starts at 0 here, cleared.
    const clock = new ManualClock(new Date(0x0188bac74afa));
    const fill = (bytes: Uint8Array) =>
      bytes.set([0, 0, 0, 0, 0, 0, 0x78, 0xaa, 0xbc, 0x3b, 0xbd, 0x1e, 0xef, 0x28, 0xd8, 0x81]);
    const id = createIdSource(clock, fill)("prefix");
    expect(id).toBe("prefix_01h2xcejqte2nbrexx3vqjhp41");
    expect(bits(id).toString(16).padStart(32, "0")).toBe("0188bac74afa70aabc3bbd1eef28d881");
  });

  test("grows strictly, whatever the clock does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 300 }), (steps) => {
        const clock = new ManualClock(new Date("2026-01-01T00:00:00Z"));
        const newId = createIdSource(clock);
        const ids = steps.map((ms) => {
          clock.set(new Date(clock.now().getTime() + ms));
          return newId("x");
        });
        expect(ids.toSorted()).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test("grows strictly past the counter's end within one millisecond", () => {
    const newId = createIdSource(new ManualClock(new Date("2026-01-01T00:00:00Z")));
    const ids = Array.from({ length: 10_000 }, () => newId("x"));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

function bits(id: string): bigint {
  const text = id.slice(id.lastIndexOf("_") + 1);
  return [...text].reduce((value, char) => (value << 5n) | BigInt(ALPHABET.indexOf(char)), 0n);
}

const millisOf = (id: string): number => Number(bits(id) >> 80n);
