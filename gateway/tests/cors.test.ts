import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Door, openDoor, PATHS, ROLLOUT } from "./door.ts";
import { send, sendJson } from "./http.ts";

const LISTED = "https://portal.example";
let door: Door;
let port: number;
beforeAll(async () => {
  door = await openDoor();
  ({ port } = await door.another({ config: { ...door.net.config, corsOrigins: [LISTED] } }));
});
afterAll(() => door.close());

const preflight = (origin: string, to = port, path: string = PATHS.get) =>
  send(to, {
    method: "OPTIONS",
    path,
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });
const corsOf = (headers: Record<string, unknown>) =>
  Object.keys(headers).filter((name) => name.startsWith("access-control-"));

test("a preflight of a listed origin says what its pages may send", async () => {
  const { status, headers } = await preflight(LISTED);
  expect(status).toBe(204);
  expect(headers).toMatchObject({
    "access-control-allow-origin": LISTED,
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "POST",
    "access-control-max-age": "600",
    vary: "origin",
  });
  expect(headers["access-control-allow-headers"]?.split(", ")).toEqual(
    expect.arrayContaining([
      "authorization",
      "content-type",
      "connect-protocol-version",
      "x-countersign-session",
    ]),
  );
});

test.each([
  ["another origin", "https://evil.example"],
  ["a longer one", `${LISTED}.evil.example`],
  ["its http sister", "http://portal.example"],
  ["another port", `${LISTED}:8443`],
  ["a subdomain", "https://x.portal.example"],
  ["other letters", LISTED.toUpperCase()],
  ["an opaque one", "null"],
  ["a wildcard", "*"],
])("no other origin is let in: %s", async (_name, origin) => {
  const before = await preflight(origin);
  expect([before.status, corsOf(before.headers), before.headers.vary]).toEqual([405, [], "origin"]);
  const answer = await sendJson(port, PATHS.get, { rolloutId: ROLLOUT }, { origin });
  expect(corsOf(answer.headers)).toEqual([]);
});

test("its calls can be read, refusals and other protocols too", async () => {
  const calls = [
    sendJson(port, PATHS.get, { rolloutId: ROLLOUT }, { origin: LISTED, authorization: door.authorization }),
    sendJson(port, PATHS.get, { rolloutId: ROLLOUT }, { origin: LISTED }),
    send(port, {
      path: PATHS.get,
      headers: { origin: LISTED, "content-type": "application/grpc-web+proto" },
    }),
  ];
  for (const { headers } of await Promise.all(calls)) {
    expect(headers["access-control-allow-origin"]).toBe(LISTED);
    expect(headers["access-control-expose-headers"]).toContain("grpc-status");
    expect(headers.vary).toContain("origin");
  }
});

test("a listed origin may use session cookies; pages and internal paths are for nobody else", async () => {
  const cookie = `countersign-access=${door.authorization.slice("Bearer ".length)}`;
  const answer = await sendJson(port, PATHS.get, { rolloutId: ROLLOUT }, { origin: LISTED, cookie });
  expect(answer.status).toBe(200);
  expect((await preflight(LISTED, port, "/countersign.customer.v1.CustomerService/GetTenant")).status).toBe(
    404,
  );
  const page = await send(port, { method: "GET", path: "/", headers: { origin: LISTED } });
  expect(corsOf(page.headers)).toEqual([]);
});

test("without a list there is no CORS at all", async () => {
  expect((await preflight(LISTED, door.port)).status).toBe(405);
  const answer = await sendJson(door.port, PATHS.get, {}, { origin: LISTED });
  expect([corsOf(answer.headers), answer.headers.vary]).toEqual([[], undefined]);
});
