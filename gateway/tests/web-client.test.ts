import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Door, openDoor, PATHS } from "./door.ts";
import { type Received, send } from "./http.ts";

const SCRIPT = "console.log('a script');";
let door: Door;
let port = 0;
let webFolder = "";
beforeAll(async () => {
  webFolder = await mkdtemp(join(tmpdir(), "countersign-web-client-"));
  await mkdir(join(webFolder, "assets"));
  await writeFile(
    join(webFolder, "index.html"),
    '<!doctype html><meta property="csp-nonce" nonce="CSP_NONCE">',
  );
  await writeFile(join(webFolder, "color-scheme.js"), SCRIPT);
  await writeFile(join(webFolder, "assets/index-1a2b3c4d.js"), SCRIPT);
  await writeFile(join(webFolder, "assets/index-1a2b3c4d.js.gz"), gzipSync(SCRIPT));
  await writeFile(join(webFolder, ".stamp"), "secret");
  door = await openDoor();
  ({ port } = await door.another({ webFolder }));
});
afterAll(async () => {
  await door.close();
  await rm(webFolder, { recursive: true });
});

const asBrowser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const get = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Received> =>
  send(port, { method, path, headers });

test.each(["/", "/acknowledgements/ack_1?from=mail", "/sign-in/link?token=a.b"])(
  "the client's page stands at %s, with styles by nonce and scripts from files alone",
  async (path) => {
    const page = await get(path, asBrowser);
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    const policy = String(page.headers["content-security-policy"]);
    const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe");
    expect(page.body.toString()).toContain(`nonce="${nonce}"`);
    expect(page.headers["cache-control"]).toBe("no-store");
  },
);

test("the first page needs no browser: a probe finds it", async () => {
  expect((await get("/")).status).toBe(200);
  expect((await get("/", {}, "HEAD")).status).toBe(200);
});

test("a nonce is never used twice", async () => {
  const [one, two] = await Promise.all([get("/", asBrowser), get("/", asBrowser)]);
  expect(one.headers["content-security-policy"]).not.toBe(two.headers["content-security-policy"]);
});

test("files named by their content are kept for good, and sent compressed to those who read that", async () => {
  const path = "/assets/index-1a2b3c4d.js";
  const plain = await get(path);
  expect([plain.status, plain.body.toString(), plain.headers["content-encoding"]]).toEqual([
    200,
    SCRIPT,
    undefined,
  ]);
  expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  const packed = await get(path, { "accept-encoding": "gzip, deflate, br" });
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
  expect(gunzipSync(packed.body).toString()).toBe(SCRIPT);
  expect(
    (await get(path, { "accept-encoding": "br, gzip;q=0" })).headers["content-encoding"],
  ).toBeUndefined();
});

test("other files are asked for again each time, and answered with 304 while they are the same", async () => {
  const first = await get("/color-scheme.js");
  expect(first.headers["cache-control"]).toBe("no-cache");
  const again = await get("/color-scheme.js", { "if-none-match": String(first.headers.etag) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test("the client hides no method, no page of the gateway and no missing file", async () => {
  expect((await get("/healthz", asBrowser)).body.toString()).toBe("ok\n");
  expect((await get("/api", asBrowser)).body.toString()).toContain("/countersign.policy.v1.PolicyService/");
  for (const path of ["/assets/gone-1a2b3c4d.js", "/.stamp", "/..%2f..%2fpackage.json", `${PATHS.get}x`])
    expect([path, (await get(path, asBrowser)).status]).toEqual([path, 404]);
  expect((await get("/acknowledgements")).status).toBe(404); // no browser asks so
  expect((await get("/acknowledgements", asBrowser, "POST")).status).toBe(404);
});

test("a login at an identity provider that fails is said on the client's sign-in page", async () => {
  const answer = await get("/login/callback?code=x&state=y", asBrowser);
  expect([answer.status, answer.headers.location]).toEqual([303, "/sign-in?failed=LOGIN_EXPIRED"]);
});
