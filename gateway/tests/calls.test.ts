import { request } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { fromBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { GetRolloutResponseSchema } from "#gen/countersign/acknowledgement/v1/rollout_requests_pb.ts";
import { ServiceTokens } from "../../runtime/auth/service-token.ts";
import { MAX_MESSAGE_BYTES } from "../../runtime/config/config.ts";
import { Transports } from "../../runtime/platform/transports.ts";
import { ServiceHost } from "../../runtime/rpc/host.ts";
import { type Door, openDoor, PATHS, ROLLOUT, until } from "./door.ts";
import { refused, send, sendJson } from "./http.ts";

let door: Door;
let port: number;
let authorization: string;
beforeAll(async () => {
  door = await openDoor();
  ({ port, authorization } = door);
});
afterAll(() => door.close());

const getRollout = (headers = {}) =>
  sendJson(port, PATHS.get, { rolloutId: ROLLOUT }, { authorization, ...headers });

describe("a unary call", () => {
  test("is answered in JSON by the service behind", async () => {
    const answer = await sendJson(port, PATHS.settings, {}, { authorization });
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(JSON.parse(answer.body.toString()).settings.dueDays.newJoinerDays).toBe(30);
  });

  test("is answered in binary when asked in binary", async () => {
    const answer = await send(port, {
      path: PATHS.get,
      headers: { authorization, "content-type": "application/proto" },
      body: Buffer.concat([Buffer.from([0x12, ROLLOUT.length]), Buffer.from(ROLLOUT)]),
    });
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/proto"]);
    expect(fromBinary(GetRolloutResponseSchema, answer.body).rollout?.id).toBe(ROLLOUT);
  });

  test("a large answer is compressed for who takes it, a small one is not", async () => {
    const headers = { authorization, "accept-encoding": "zstd, gzip" };
    const large = await sendJson(port, PATHS.list, {}, headers);
    expect(large.headers["content-encoding"]).toBe("gzip");
    expect(JSON.parse(gunzipSync(large.body).toString()).rollouts).toHaveLength(40);
    expect((await getRollout(headers)).headers["content-encoding"]).toBeUndefined();
  });

  test("may be compressed", async () => {
    const answer = await send(port, {
      path: PATHS.get,
      headers: { authorization, "content-type": "application/json", "content-encoding": "gzip" },
      body: gzipSync(JSON.stringify({ rolloutId: ROLLOUT })),
    });
    expect(answer.status).toBe(200);
  });

  test("an error has the code's status, a reason and a request id", async () => {
    const answer = await sendJson(port, PATHS.settings, {});
    expect(refused(answer)).toBe("401 unauthenticated TOKEN_MISSING");
    expect(answer.headers["x-request-id"]).toMatch(/^rq_/);
    expect(refused(await getRollout({ "x-request-id": "boom" }))).toBe("500 internal INTERNAL");
  });

  test("that takes longer than its deadline gives DEADLINE_EXCEEDED, though the handler goes on", async () => {
    const answer = getRollout({ "x-request-id": "wait-late", "connect-timeout-ms": "50" });
    expect(refused(await answer)).toBe("504 deadline_exceeded DEADLINE_EXCEEDED");
    expect(door.probe.waiting).toBe(1);
    door.probe.release();
  });

  test("is canceled when the client leaves", async () => {
    const before = door.probe.calls.length;
    const req = request({ port, method: "POST", path: PATHS.get });
    req.setHeader("authorization", authorization).setHeader("content-type", "application/json");
    req.setHeader("x-request-id", "wait-gone");
    req.on("error", () => undefined); // it is cut below
    req.end(JSON.stringify({ rolloutId: ROLLOUT }));
    await until(() => door.probe.calls.length > before);
    const signal = door.probe.calls.at(-1)?.signal;
    expect(signal?.aborted).toBe(false);
    req.destroy();
    await until(() => signal?.aborted === true);
    door.probe.release();
  });
});

describe("what a service hears of a client", () => {
  test("is what the gateway saw, not what the client claims in the platform's headers", async () => {
    await getRollout({
      "x-countersign-client-address": "203.0.113.9",
      "x-countersign-client-agent": "Forged",
      "x-countersign-service-token": "forged",
      "x-forwarded-for": "203.0.113.9",
      "user-agent": "Browser \u00fc",
      "accept-language": "de-CH,de;q=0.9",
      "x-request-id": "mine-1",
    });
    const call = door.probe.calls.at(-1);
    expect([call?.clientAddress, call?.userAgent.replace(/\?+/, "?"), call?.locale, call?.requestId]).toEqual(
      ["127.0.0.1", "Browser ?", "de-CH", "mine-1"],
    );
  });

  test("a strange request id is replaced", async () => {
    const answer = await getRollout({ "x-request-id": "a b" });
    expect(answer.headers["x-request-id"]).toMatch(/^rq_/);
    expect(door.probe.calls.at(-1)?.requestId).toBe(answer.headers["x-request-id"]);
  });
});

test("services in another process answer alike, errors included", async () => {
  const address = [`127.0.0.1:${door.net.running.grpcPort}`];
  const serviceAddresses = {
    ...door.net.config.serviceAddresses,
    acknowledgement: address,
    customer: address,
  };
  const config = { ...door.net.config, serviceAddresses };
  const tokens = new ServiceTokens(Buffer.from(config.serviceTokenSecret), door.net.clock);
  const transports = new Transports(config, tokens, new ServiceHost());
  const { port: split } = await door.another({ transports });
  const messages = [
    [PATHS.get, { rolloutId: ROLLOUT }, {}],
    [PATHS.get, { rolloutId: ROLLOUT }, { "x-request-id": "boom" }],
    [PATHS.get, { rolloutId: "bad" }, {}],
    [PATHS.settings, { customerId: "cus_01h2xcejqtf2nbrexx3vqjhp41" }, {}],
    [PATHS.settings, {}, { authorization: "Bearer no" }],
    [PATHS.get, { rolloutId: ROLLOUT }, { "x-request-id": "wait", "connect-timeout-ms": "50" }],
  ] as const;
  for (const [path, message, more] of messages) {
    const headers = { authorization, "user-agent": "Browser \u00fc", ...more };
    const [one, other] = await Promise.all(
      [port, split].map((door) => sendJson(door, path, message, headers)),
    );
    expect([other?.status, other?.body.toString()]).toEqual([one?.status, one?.body.toString()]);
  }
  door.probe.release();
  transports.close();
});

describe("a request that is no call", () => {
  test("unknown and internal methods look alike", async () => {
    const paths = ["CustomerService/GetTenant", "CustomerService/Nope", "NoService/GetSettings"];
    for (const type of ["application/json", "application/proto", "application/grpc-web+proto"])
      for (const path of paths) {
        const headers = { authorization, "content-type": type };
        const answer = await send(port, { path: `/countersign.customer.v1.${path}`, headers, body: "{}" });
        expect(refused(answer)).toBe("404 unimplemented METHOD_NOT_FOUND");
      }
  });

  test("a method of a service that is not installed is UNAVAILABLE", async () => {
    const path = "/countersign.policy.v1.PolicyService/ListPolicies";
    expect(refused(await sendJson(port, path, {}))).toBe("503 unavailable SERVICE_NOT_CONFIGURED");
  });

  test.each(["GET", "PUT", "DELETE", "OPTIONS"])("%s on a method gives 405", async (method) => {
    const answer = await send(port, { method, path: PATHS.get });
    expect([answer.status, answer.headers.allow]).toEqual([405, "POST"]);
  });

  test("another content type gives 415", async () => {
    const answer = await send(port, {
      path: PATHS.get,
      headers: { "content-type": "text/plain" },
      body: "{}",
    });
    expect(answer.status).toBe(415);
  });

  test("unreadable bytes give MALFORMED_MESSAGE", async () => {
    for (const [type, body] of [
      ["json", "{"],
      ["json", '{"rolloutId": 7}'],
      ["proto", "\x0a\x7f"],
    ] as const) {
      const headers = { authorization, "content-type": `application/${type}` };
      for (const encoding of [{}, { "content-encoding": "gzip" }]) {
        const answer = await send(port, { path: PATHS.get, headers: { ...headers, ...encoding }, body });
        expect(refused(answer)).toBe("400 invalid_argument MALFORMED_MESSAGE");
      }
    }
  });

  test("a body over the limit is refused, with or without its length, and the connection lives on", async () => {
    const body = Buffer.alloc(MAX_MESSAGE_BYTES + 1);
    for (const length of [{}, { "transfer-encoding": "chunked" }]) {
      const headers = { authorization, "content-type": "application/proto", ...length };
      const answer = await send(port, { path: PATHS.get, headers, body });
      expect(refused(answer)).toBe("429 resource_exhausted MESSAGE_TOO_LARGE");
    }
  });
});

test("every answer forbids caching and sniffing, and none is for other origins", async () => {
  const answers = [
    await getRollout({ origin: "https://evil.example" }),
    await sendJson(port, PATHS.get, {}),
    await sendJson(port, "/nowhere", {}),
    await send(port, { method: "GET", path: PATHS.get }),
    await send(port, { path: PATHS.get, headers: { "content-type": "text/plain" } }),
    await send(port, { method: "GET", path: "/healthz" }),
  ];
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers["strict-transport-security"]).toBeUndefined();
  }
});
