import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { systemClock } from "../../../../runtime/clock.ts";
import { OidcClient } from "../../sso/oidc-client.ts";
import { TestProvider } from "./test-provider.ts";

let at: TestProvider;
beforeAll(async () => {
  at = await TestProvider.start({ redirectBase: "http://127.0.0.1:1" });
});
afterAll(() => at.stop());

test("a provider in our own network is not asked for anything, unless the operator allows it", async () => {
  const { port } = new URL(at.issuer);
  const publicOnly = new OidcClient("public", systemClock);
  await expect(publicOnly.discover(at.issuer)).rejects.toThrow(/https/i);
  for (const issuer of [
    `https://127.0.0.1:${port}`,
    `https://localhost:${port}`,
    `https://[::ffff:127.0.0.1]:${port}`,
  ])
    await expect(publicOnly.discover(issuer)).rejects.toThrow("is not a public address");
  await expect(new OidcClient("private", systemClock).discover(at.issuer)).rejects.toThrow(/https/i);
  expect(at.asked).toEqual([]);
  await expect(new OidcClient("any", systemClock).discover(at.issuer)).resolves.toEqual({
    namesItself: true,
  });
});

test("a provider that doesn't answer in order is told apart from one that isn't there", async () => {
  const client = new OidcClient("any", systemClock);
  await expect(client.discover("http://127.0.0.1:1")).rejects.toThrow("it can't be reached.");
  at.describe = (document) => ({ ...document, padding: "x".repeat(600_000) });
  await expect(client.discover(at.issuer)).rejects.toThrow("longer than 524288 bytes");
  at.describe = ({ token_endpoint: _gone, ...document }) => document;
  await expect(client.discover(at.issuer)).rejects.toThrow("it has no token_endpoint.");
});
