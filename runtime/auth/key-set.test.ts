import { beforeEach, expect, test } from "@jest/globals";
import { exportJWK, generateKeyPair, type JSONWebKeySet } from "jose";
import { KeySet } from "./key-set.ts";

const setOf = async (kid: string): Promise<JSONWebKeySet> => ({
  keys: [{ ...(await exportJWK((await generateKeyPair("EdDSA", { extractable: true })).publicKey)), kid }],
});
let nowMs = 0;
beforeEach(() => {
  nowMs = 1_000_000;
});
const clock = () => nowMs;

test("a key that is taken back is known as such within a minute and a call, and what it proved is forgotten", async () => {
  let changes = 0;
  let fetches = 0;
  let set = await setOf("old");
  const keys = new KeySet(
    async () => {
      fetches += 1;
      return set;
    },
    () => {
      changes += 1;
    },
    clock,
  );
  const first = await keys.current();
  expect([fetches, changes]).toEqual([1, 1]);
  nowMs += 59_000;
  expect(await keys.current()).toBe(first);
  set = await setOf("new");
  nowMs += 2_000;
  await keys.current();
  await new Promise(setImmediate);
  expect([fetches, changes]).toEqual([2, 2]);
  expect(await keys.current()).not.toBe(first);
});

test("while identity is away the keys serve ten minutes and no longer", async () => {
  let away = false;
  const set = await setOf("one");
  const keys = new KeySet(
    async () => {
      if (away) throw new Error("identity is away");
      return set;
    },
    () => {},
    clock,
  );
  const first = await keys.current();
  away = true;
  nowMs += 9 * 60_000;
  expect(await keys.current()).toBe(first);
  nowMs += 61_000;
  await expect(keys.current()).rejects.toThrow("identity is away");
});

test("an unknown key brings at most one fetch in five seconds", async () => {
  let fetches = 0;
  const set = await setOf("one");
  const keys = new KeySet(
    async () => {
      fetches += 1;
      return set;
    },
    () => {},
    clock,
  );
  const seconds = 30;
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    await keys.newer(await keys.current());
    nowMs += 100;
  }
  expect(fetches).toBeLessThanOrEqual(seconds / 5 + 1);
});
