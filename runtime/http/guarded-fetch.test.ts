import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type FetchBounds, guardedFetch, type Reach } from "./guarded-fetch.ts";

let server: Server;
let port: number;
let asked = 0;
beforeAll(async () => {
  server = createServer((req, res) => {
    asked += 1;
    if (req.url === "/away") res.writeHead(302, { location: "http://127.0.0.1/" }).end();
    else if (req.url === "/long") res.end(Buffer.alloc(2_000));
    else if (req.url !== "/never") req.pipe(res.writeHead(200, { "content-type": "text/plain" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const bounds = (reach: Reach): FetchBounds => ({ reach, timeoutMs: 300, maxBytes: 1_000 });
const open = guardedFetch(bounds("any"));
const at = (path: string, host = "127.0.0.1") => `http://${host}:${port}${path}`;

test("gives what was answered", async () => {
  const answer = await open(at("/"), { method: "POST", body: "hello", headers: { "x-a": "b" } });
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    200,
    "text/plain",
    "hello",
  ]);
});

test("follows no redirect", async () => {
  const answer = await open(at("/away"));
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "http://127.0.0.1/"]);
});

test("gives up on an answer that is too long or too late", async () => {
  await expect(open(at("/long"))).rejects.toThrow("longer than 1000 bytes");
  await expect(open(at("/never"))).rejects.toMatchObject({ name: "TimeoutError" });
});

test("reaches only what it may, by address and by name, without a connection", async () => {
  const before = asked;
  const publicOnly = guardedFetch(bounds("public"));
  for (const url of [
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://169.254.169.254/latest/meta-data",
    `https://localhost:${port}/`,
  ])
    await expect(publicOnly(url)).rejects.toThrow("is not a public address");
  for (const url of [at("/"), "http://example.com/", "file:///etc/passwd", "ftp://example.com/"])
    await expect(publicOnly(url)).rejects.toThrow("is not reached over https");
  await expect(guardedFetch(bounds("private"))(at("/"))).rejects.toThrow("is not reached over https");
  await expect(publicOnly("https://user:secret@example.com/")).rejects.toThrow("credentials");
  await expect(publicOnly("nonsense")).rejects.toThrow("is not a URL");
  expect(asked).toBe(before);
});
