import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  CreateSessionRequestSchema,
  CreateSessionResponseSchema,
} from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Constellation } from "../../runtime/testing/constellation.ts";
import { Gateways } from "./gateways.ts";
import { type Received, refused, send, sendJson } from "./http.ts";
import { IdentityProbe, OTHER_SESSION } from "./identity-probe.ts";

const probe = new IdentityProbe();
let net: Constellation;
let gateways: Gateways;
let port: number;
let httpsPort: number;
let token: string;

beforeAll(async () => {
  net = await probe.start();
  gateways = new Gateways(net);
  ({ port } = await gateways.open());
  ({ port: httpsPort } = await gateways.open({ publicUrl: "https://sign.example" }));
  token = await probe.accessToken();
});
afterAll(async () => {
  await gateways.stop();
  await net.stop();
});

const METHOD = "/countersign.identity.v1.IdentityService/";
const CREDENTIALS = { email: "a@example.com", password: "p" };
const SAME = { "sec-fetch-site": "same-origin" };
const ASK = { "x-countersign-session": "cookie", ...SAME };
const call = (method: string, message: unknown, headers = {}, to = port) =>
  sendJson(to, METHOD + method, message, headers);
const me = (headers: Record<string, string>, to = port) => call("GetMe", {}, headers, to);
const bodyOf = (answer: Received) => JSON.parse(answer.body.toString());

describe("a sign-in that asks for cookies", () => {
  test("gets both tokens in cookies that scripts can't read, and none in the answer", async () => {
    const answer = await call("CreateSession", CREDENTIALS, ASK);
    expect(bodyOf(answer).tokens.accessToken).toBeUndefined();
    expect(answer.body.toString()).not.toMatch(/eyJ|good-1/);
    expect(answer.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^countersign-access=eyJ[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/),
      "countersign-refresh=good-1; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict",
    ]);
  });

  test("over https they are bound to this host", async () => {
    const answer = await call("CreateSession", CREDENTIALS, ASK, httpsPort);
    expect(answer.headers["set-cookie"]?.[1]).toBe(
      "__Host-countersign-refresh=good-1; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Strict",
    );
  });

  test("works in binary", async () => {
    const answer = await send(port, {
      path: `${METHOD}CreateSession`,
      headers: { "content-type": "application/proto", ...ASK },
      body: toBinary(CreateSessionRequestSchema, create(CreateSessionRequestSchema, CREDENTIALS)),
    });
    const { tokens } = fromBinary(CreateSessionResponseSchema, answer.body);
    expect([tokens?.accessToken, tokens?.refreshToken]).toEqual(["", ""]);
    expect(tokens?.accessTokenExpireTime).toBeDefined();
    expect(answer.headers["set-cookie"]).toHaveLength(2);
  });

  test("works over gRPC-Web", async () => {
    const client = createClient(
      IdentityService,
      createGrpcWebTransport({ baseUrl: `http://127.0.0.1:${port}`, httpVersion: "1.1" }),
    );
    let kept: string | null = null;
    const { tokens } = await client.createSession(CREDENTIALS, {
      headers: ASK,
      onHeader: (headers) => {
        kept = headers.get("set-cookie");
      },
    });
    expect([tokens?.accessToken, tokens?.refreshToken]).toEqual(["", ""]);
    expect(kept).toMatch(/countersign-access=eyJ.*countersign-refresh=good-1/);
  });

  test("without asking, tokens stay in the answer", async () => {
    const answer = await call("CreateSession", CREDENTIALS, SAME);
    expect(bodyOf(answer).tokens.refreshToken).toBe("good-1");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("is refused where another page asks, and where cookies would travel in the clear", async () => {
    const foreign = { "x-countersign-session": "cookie", origin: "https://evil.example" };
    expect(refused(await call("CreateSession", CREDENTIALS, foreign))).toBe(
      "401 unauthenticated COOKIE_WITHOUT_ORIGIN",
    );
    const clear = { ...ASK, host: "sign.example" };
    expect(refused(await call("CreateSession", CREDENTIALS, clear))).toBe(
      "400 failed_precondition COOKIES_NEED_HTTPS",
    );
  });
});

describe("an access cookie", () => {
  const cookie = () => `other=1; countersign-access=${token}; theme=dark`;

  test("signs in requests of our own pages", async () => {
    const own = [SAME, { origin: `http://127.0.0.1:${port}` }];
    for (const headers of own) {
      const answer = await me({ cookie: cookie(), ...headers } as Record<string, string>);
      expect([answer.status, bodyOf(answer).user?.id]).toEqual([200, probe.user.userId]);
    }
  });

  test.each([
    ["nobody says where it comes from", {}],
    ["a foreign page", { origin: "https://evil.example" }],
    ["a foreign page, says the browser", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["a sibling page", { "sec-fetch-site": "same-site" }],
    ["a link or a bookmark", { "sec-fetch-site": "none" }],
    ["an opaque page", { origin: "null" }],
    ["an opaque page that claims to be ours", { origin: "null", "sec-fetch-site": "same-origin" }],
    ["https beside our http", { origin: "https://127.0.0.1" }],
    ["another port", { origin: "http://127.0.0.1:1" }],
    ["a longer name", { origin: "http://127.0.0.1.evil.example" }],
  ])("is refused: %s", async (_name, headers) => {
    const answer = await me({ cookie: cookie(), ...headers } as Record<string, string>);
    expect(refused(answer)).toBe("401 unauthenticated COOKIE_WITHOUT_ORIGIN");
  });

  test("behind https, only the public origin counts, not http of the same name", async () => {
    const cookieThere = `__Host-countersign-access=${token}`;
    const from = (origin: string) =>
      me({ cookie: cookieThere, origin, host: "sign.example" }, httpsPort).then(({ status }) => status);
    expect([await from("https://sign.example"), await from("http://sign.example")]).toEqual([200, 401]);
  });

  test("loses to an authorization header, good or bad, wherever the request comes from", async () => {
    const both = { cookie: cookie(), ...SAME };
    expect(refused(await me({ ...both, authorization: "Bearer no" }))).toBe(
      "401 unauthenticated TOKEN_INVALID",
    );
    expect(refused(await me({ ...both, authorization: "" }))).toBe("401 unauthenticated TOKEN_MISSING");
    const foreign = { origin: "https://evil.example", authorization: `Bearer ${token}` };
    expect((await me({ cookie: "countersign-access=forged", ...foreign })).status).toBe(200);
  });

  test.each([
    ["the plain name where the prefixed one is due", () => `countersign-access=${token}`],
    ["the prefix in other letters", () => `__host-countersign-access=${token}`],
    ["a name behind a blank that browsers don't strip", () => `\u00a0__Host-countersign-access=${token}`],
    ["twice", () => `__Host-countersign-access=${token}; __Host-countersign-access=${token}`],
    ["a quoted value", () => `__Host-countersign-access="${token}"`],
    ["a header in the value", () => `__Host-countersign-access=${token}%0d%0ax-a:b`],
    ["too long", () => `__Host-countersign-access=${"a".repeat(4_097)}`],
    ["empty", () => "__Host-countersign-access="],
    ["no cookie at all", () => ";;;=;"],
  ])("that is forged is none: %s", async (_name, forged) => {
    expect(refused(await me({ cookie: forged(), ...SAME }, httpsPort))).toBe(
      "401 unauthenticated TOKEN_MISSING",
    );
  });

  test("of all sizes is bounded by the headers of a request", async () => {
    const answer = await me({ cookie: `a=${"b".repeat(20_000)}`, ...SAME });
    expect(answer.status).toBe(431);
  });

  test("is not looked at by public methods", async () => {
    expect((await call("GetJwks", {}, { cookie: cookie() })).status).toBe(200);
  });

  test("does not let a GET of another site do anything", async () => {
    const answer = await send(port, {
      method: "GET",
      path: `${METHOD}GetMe?connect=v1&encoding=json&message=%7B%7D`,
      headers: { cookie: cookie() },
    });
    expect([answer.status, answer.headers.allow]).toEqual([405, "POST"]);
  });
});

describe("a refresh", () => {
  const refresh = (headers: Record<string, string>, message = {}) => call("RefreshSession", message, headers);

  test("with an empty token uses the cookie, and its answer stays in cookies without asking", async () => {
    const answer = await refresh({ cookie: "countersign-refresh=good-1", ...SAME });
    expect(probe.refreshed.at(-1)).toBe("good-1");
    expect(answer.body.toString()).not.toMatch(/eyJ|good-2/);
    expect(answer.headers["set-cookie"]?.[1]).toContain("countersign-refresh=good-2;");
  });

  test("is refused to foreign pages before its service hears of it", async () => {
    const before = probe.refreshed.length;
    const answer = await refresh({ cookie: "countersign-refresh=good-1", origin: "https://evil.example" });
    expect(refused(answer)).toBe("401 unauthenticated COOKIE_WITHOUT_ORIGIN");
    expect(probe.refreshed).toHaveLength(before);
  });

  test("with a token of its own leaves cookies alone", async () => {
    const answer = await refresh({ cookie: "countersign-refresh=bad", ...SAME }, { refreshToken: "good-9" });
    expect([bodyOf(answer).tokens.refreshToken, answer.headers["set-cookie"]]).toEqual(["good-2", undefined]);
  });

  test("that is refused removes the worthless cookies", async () => {
    const answer = await refresh({ cookie: "countersign-refresh=stale", ...SAME });
    expect(refused(answer)).toBe("401 unauthenticated REFRESH_TOKEN_INVALID");
    expect(answer.headers["set-cookie"]).toEqual([
      "countersign-access=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
      "countersign-refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
    ]);
  });
});

describe("a sign-out", () => {
  const revoke = (headers: Record<string, string>, sessionId = "") =>
    call("RevokeSession", { sessionId }, headers);

  test("of this session removes its cookies", async () => {
    const answer = await revoke({ cookie: `countersign-access=${token}`, ...SAME });
    expect(answer.headers["set-cookie"]).toHaveLength(2);
    expect(answer.headers["set-cookie"]?.[0]).toContain("countersign-access=; Max-Age=0");
  });

  test("of another session, or by a bearer token, leaves them", async () => {
    const other = await revoke({ cookie: `countersign-access=${token}`, ...SAME }, OTHER_SESSION);
    const bearer = await revoke({ cookie: `countersign-access=${token}`, authorization: `Bearer ${token}` });
    for (const answer of [other, bearer])
      expect([answer.status, answer.headers["set-cookie"]]).toEqual([200, undefined]);
  });
});

describe("a login at an identity provider", () => {
  test("keeps its proof in a cookie that comes back from another site, once", async () => {
    const begun = await call("BeginLogin", { customerSlug: "acme" }, ASK);
    expect(bodyOf(begun).loginToken).toBeUndefined();
    expect(begun.headers["set-cookie"]).toEqual([
      "countersign-login=good-l; Max-Age=600; Path=/; HttpOnly; SameSite=Lax",
    ]);
    const query = { callbackQuery: "code=1&state=2" };
    const finished = await call("FinishLogin", query, { cookie: "countersign-login=good-l", ...SAME });
    expect(probe.finished.at(-1)).toBe("good-l");
    expect(finished.body.toString()).not.toMatch(/eyJ|good-3/);
    expect(finished.headers["set-cookie"]).toEqual([
      expect.stringContaining("countersign-access=eyJ"),
      expect.stringContaining("countersign-refresh=good-3"),
      "countersign-login=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    ]);
  });

  test("that fails removes it", async () => {
    const query = { callbackQuery: "error=access_denied" };
    const failed = await call("FinishLogin", query, { cookie: "countersign-login=bad", ...SAME });
    expect(refused(failed)).toBe("401 unauthenticated LOGIN_INVALID");
    expect(failed.headers["set-cookie"]).toEqual([
      "countersign-login=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    ]);
  });
});

test("a refusal of cookies is told in gRPC-Web as well", async () => {
  const client = createClient(
    IdentityService,
    createGrpcWebTransport({ baseUrl: `http://127.0.0.1:${port}`, httpVersion: "1.1" }),
  );
  const error = await client
    .getMe({}, { headers: { cookie: `countersign-access=${token}` } })
    .catch((e: unknown) => e);
  expect(error instanceof ConnectError && Code[error.code]).toBe("Unauthenticated");
});
