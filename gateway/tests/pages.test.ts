import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { type Door, openDoor, PATHS, ROLLOUT, until } from "./door.ts";
import { type Received, send, sendJson } from "./http.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const get = (path: string, method = "GET"): Promise<Received> => send(door.port, { method, path });

test("the front page says how to call the API and may be framed by nobody", async () => {
  const page = await get("/?from=mail");
  expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  const html = page.body.toString();
  expect(html).toContain("/countersign.policy.v1.PolicyService/PublishPolicy");
  expect(html).not.toContain("GetTenant");
  const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, path]) => path ?? "");
  expect(links).not.toHaveLength(0);
  for (const path of links) expect((await get(path)).status).toBe(200);
});

test("liveness and readiness answer; readiness turns when the platform is not ready", async () => {
  expect((await get("/healthz")).body.toString()).toBe("ok\n");
  expect((await get("/readyz")).status).toBe(200);
  const { port } = await door.another({ ready: async () => ({ ready: false, dependencies: [] }) });
  expect((await send(port, { method: "GET", path: "/readyz" })).status).toBe(503);
  expect((await send(port, { method: "GET", path: "/healthz" })).status).toBe(200);
});

test("metrics count requests by route and status, unknown paths as one", async () => {
  await sendJson(door.port, PATHS.get, { rolloutId: ROLLOUT });
  await get("/nobody/knows");
  const text = (await get("/metrics")).body.toString();
  expect(text).toMatch(
    /countersign_http_request_duration_seconds_count\{route="\/countersign\.acknowledgement[^"]*GetRollout",status="401"\} 1/,
  );
  expect(text).toContain('route="other",status="404"');
  expect(text).not.toContain("nobody");
});

describe("metrics are read", () => {
  const read = (port: number, headers = {}) => send(port, { method: "GET", path: "/metrics", headers });

  test("by this machine itself, but not through a proxy on it", async () => {
    expect((await read(door.port)).status).toBe(200);
    for (const name of ["x-forwarded-for", "forwarded", "via", "x-real-ip"])
      expect((await read(door.port, { [name]: "for=203.0.113.9" })).status).toBe(404);
  });

  test("with METRICS_TOKEN by whoever has it, and by nobody else", async () => {
    const config = { ...door.net.config, metricsToken: "measure-42" };
    const { port } = await door.another({ config });
    expect((await read(port)).status).toBe(404);
    expect((await read(port, { authorization: "Bearer measure-43" })).status).toBe(404);
    expect(
      (await read(port, { authorization: "Bearer measure-42", "x-forwarded-for": "9.9.9.9" })).status,
    ).toBe(200);
  });
});

test("readiness names what it depends on", async () => {
  expect((await get("/readyz")).body.toString()).toBe("ready\nmongodb ready\nnats ready\n");
  const dependencies = [{ name: "policy", ready: false, detail: "0 of 2" }];
  const { port } = await door.another({ ready: async () => ({ ready: false, dependencies }) });
  const page = await send(port, { method: "GET", path: "/readyz" });
  expect([page.status, page.body.toString()]).toEqual([503, "not ready\npolicy not ready (0 of 2)\n"]);
});

test("every request leaves one line in the log: who and how long, never a token", async () => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line));
  const { port } = await door.another({ log: pino({ level: "debug" }, { write }) });
  const secret = "eyJ.forged.secret";
  await sendJson(
    port,
    PATHS.get,
    { rolloutId: ROLLOUT },
    { authorization: door.authorization, "x-request-id": "l-1" },
  );
  const cookie = `countersign-refresh=${secret}`;
  await sendJson(port, `${PATHS.get}?token=${secret}`, {}, { authorization: `Bearer ${secret}`, cookie });
  await until(() => lines.length >= 2);
  expect(lines[0]).toMatchObject({ route: PATHS.get, method: "POST", status: 200, requestId: "l-1" });
  expect(lines[0]).toMatchObject({
    userId: expect.stringMatching(/^usr_/),
    customerId: expect.stringMatching(/^cus_/),
  });
  expect(lines[1]).toMatchObject({ level: 30, status: 401 });
  expect(JSON.stringify(lines)).not.toContain(secret);
});

test("pages are kept apart from other windows and from the machine's devices", async () => {
  const { headers } = await get("/");
  expect(headers).toMatchObject({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": expect.stringContaining("camera=()"),
    "content-security-policy": expect.stringMatching(
      /base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    ),
  });
});

test("HEAD gives the head alone, other verbs 405, other paths 404", async () => {
  const head = await get("/", "HEAD");
  expect([head.status, head.body.length]).toEqual([200, 0]);
  expect((await get("/healthz", "POST")).headers.allow).toBe("GET, HEAD");
  expect((await get("/favicon.ico")).status).toBe(404);
});

test("behind https, browsers are told to stay there", async () => {
  const config = { ...door.net.config, publicUrl: "https://sign.example" };
  const { port } = await door.another({ config });
  const page = await send(port, { method: "GET", path: "/" });
  expect(page.headers["strict-transport-security"]).toBe("max-age=31536000");
  expect(page.body.toString()).toContain("curl https://sign.example/countersign.");
});
