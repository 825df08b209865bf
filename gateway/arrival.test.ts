import type { IncomingMessage } from "node:http";
import { expect, test } from "@jest/globals";
import { Arrivals } from "./arrival.ts";

const arrivals = new Arrivals(["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"]);
const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  arrivals.of({ socket: { remoteAddress }, headers } as unknown as IncomingMessage);

test.each([
  ["a client's own claim counts for nothing", "203.0.113.5", "198.51.100.1", "203.0.113.5"],
  ["a trusted proxy is believed", "10.1.2.3", "198.51.100.1", "198.51.100.1"],
  [
    "what stands before the last untrusted hop is only claimed",
    "10.1.2.3",
    "1.1.1.1, 198.51.100.1",
    "198.51.100.1",
  ],
  ["trusted hops are passed over", "10.1.2.3", "198.51.100.1, 192.0.2.1, 10.9.9.9", "198.51.100.1"],
  ["a forged trusted hop in front changes nothing", "10.1.2.3", "10.0.0.1, 198.51.100.1", "198.51.100.1"],
  ["nonsense stops the walk", "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
  ["ports and brackets go", "10.1.2.3", "[2001:db9::1]:443", "2001:db9::1"],
  ["an IPv4 port goes", "10.1.2.3", "198.51.100.1:9", "198.51.100.1"],
  ["IPv4 in IPv6 is IPv4", "::ffff:10.1.2.3", "::ffff:198.51.100.1", "198.51.100.1"],
  ["IPv6 proxies", "2001:db8::7", "198.51.100.1", "198.51.100.1"],
  ["a proxy that says nothing is the client", "10.1.2.3", "", "10.1.2.3"],
])("%s", (_name, peer, forwarded, address) => {
  expect(from(peer, { "x-forwarded-for": forwarded }).address).toBe(address);
});

test("https is believed of trusted proxies only, and of the nearest one", () => {
  const proto = (value: string) => ({ "x-forwarded-proto": value });
  expect(from("10.1.2.3", proto("https")).https).toBe(true);
  expect(from("10.1.2.3", proto("https, http")).https).toBe(false);
  expect(from("203.0.113.5", proto("https")).https).toBe(false);
});

test("without trusted proxies nobody is believed", () => {
  const none = new Arrivals([]);
  const req = { socket: { remoteAddress: "127.0.0.1" }, headers: { "x-forwarded-for": "1.2.3.4" } };
  expect(none.of(req as unknown as IncomingMessage)).toEqual({ address: "127.0.0.1", https: false });
});
