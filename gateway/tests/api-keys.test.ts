import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Constellation } from "../../runtime/testing/constellation.ts";
import { Gateways } from "./gateways.ts";
import { refused, sendJson } from "./http.ts";
import { IdentityProbe } from "./identity-probe.ts";

const probe = new IdentityProbe();
let net: Constellation;
let gateways: Gateways;
let port: number;

beforeAll(async () => {
  net = await probe.start();
  gateways = new Gateways(net);
  ({ port } = await gateways.open());
});
afterAll(async () => {
  await gateways.stop();
  await net.stop();
});

const me = (key: string, to = port) =>
  sendJson(to, "/countersign.identity.v1.IdentityService/GetMe", {}, { authorization: `Bearer ${key}` });
const exchanges = (key: string) => probe.exchanged.filter((sent) => sent === key).length;

test("an API key is exchanged once, also for many calls at a time, and again before its token ends", async () => {
  const key = "csk_good_1";
  const answers = await Promise.all([me(key), me(key), me(key)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await me(key)).status).toBe(200);
  expect(exchanges(key)).toBe(1);
  net.clock.advance(9.6 * 60_000);
  expect((await me(key)).status).toBe(200);
  expect(exchanges(key)).toBe(2);
});

test("a bad key is refused for a moment without asking again", async () => {
  const key = "csk_bad_1";
  expect(refused(await me(key))).toBe("401 unauthenticated API_KEY_INVALID");
  expect(refused(await me(key))).toBe("401 unauthenticated API_KEY_INVALID");
  expect(exchanges(key)).toBe(1);
  net.clock.advance(11_000);
  await me(key);
  expect(exchanges(key)).toBe(2);
});

test("guessing keys is limited by address before identity hears of it; a known key is not held up", async () => {
  const limited = await gateways.open({ rateLimitPerAddress: 2 });
  expect((await me("csk_good_2", limited.port)).status).toBe(200);
  expect((await me("csk_bad_2", limited.port)).status).toBe(401);
  const before = probe.exchanged.length;
  expect(refused(await me("csk_bad_3", limited.port))).toBe("429 resource_exhausted RATE_LIMITED");
  expect(probe.exchanged).toHaveLength(before);
  expect((await me("csk_good_2", limited.port)).status).toBe(200);
});
