import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Door, openDoor, PATHS, ROLLOUT } from "./door.ts";
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
  const { port } = await door.another({ ready: async () => false });
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
