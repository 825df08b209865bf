import { beforeAll, describe, expect, test } from "@jest/globals";
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWTHeaderParameters, SignJWT } from "jose";
import { ManualClock } from "../clock.ts";
import { DomainError } from "../errors.ts";
import { AccessTokenVerifier } from "./access-token.ts";

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
const NOW = new Date("2026-03-02T09:00:00Z");
const NOW_S = NOW.getTime() / 1000;
const HEADER: JWTHeaderParameters = { alg: "EdDSA", kid: "k1", typ: "at+jwt" };
const CLAIMS = {
  iss: "countersign",
  aud: "countersign-api",
  sub: "usr_1",
  sid: "ses_1",
  cid: "cus_1",
  name: "Ada",
  email: "ada@example.com",
  roles: [8],
  amr: ["pwd"],
  iat: NOW_S,
  exp: NOW_S + 600,
};

let pair: Pair;
let jwks: JSONWebKeySet;
const publicKey = async (of: Pair, kid: string) => ({
  ...(await exportJWK(of.publicKey)),
  kid,
  alg: "EdDSA",
});
beforeAll(async () => {
  pair = await generateKeyPair("EdDSA", { extractable: true });
  jwks = { keys: [await publicKey(pair, "k1")] };
});

const sign = (claims: object, header: Partial<JWTHeaderParameters> = {}, by: Pair = pair) =>
  new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ ...HEADER, ...header }).sign(by.privateKey);
const without = (name: keyof typeof CLAIMS) => sign({ [name]: undefined });
const verifier = (fetch = async () => jwks) => new AccessTokenVerifier(fetch, new ManualClock(NOW));
const outcome = (token: string, by = verifier()) =>
  by.verify(token).then(
    (principal) => principal.userId,
    (error: unknown) => (error instanceof DomainError ? error.reason : Promise.reject(error)),
  );

describe("an access token", () => {
  test("as identity signs it proves the user and what they may do", async () => {
    const principal = await verifier().verify(await sign({ perms: [6, 10] }));
    expect(principal).toMatchObject({ userId: "usr_1", customerId: "cus_1", authenticationMethod: "pwd" });
    expect([...principal.permissions]).toEqual([6, 10]);
    expect(principal.apiKeyMaker).toBeUndefined();
  });

  test.each<[string, () => Promise<string>]>([
    ["of no type", () => sign({}, { typ: undefined as never })],
    ["of another type", () => sign({}, { typ: "JWT" })],
    ["of services", () => sign({}, { typ: "service+jwt" })],
    ["for another audience", () => sign({ aud: "countersign-internal" })],
    ["of another issuer", () => sign({ iss: "https://evil.example" })],
    ["without audience", () => without("aud")],
    ["without issuer", () => without("iss")],
    ["without end", () => without("exp")],
    ["without beginning", () => without("iat")],
    ["without session", () => without("sid")],
    ["without subject", () => without("sub")],
    ["that lasts longer than ours", () => sign({ exp: NOW_S + 601 })],
    ["from the future", () => sign({ iat: NOW_S + 61, exp: NOW_S + 120 })],
    ["with roles that are none", () => sign({ roles: "1" })],
    ["with permissions that are none", () => sign({ perms: { 0: 1 } })],
    ["with a limit that nobody knows", () => sign({ lim: "other" })],
    ["with an empty customer", () => sign({ cid: "" })],
    ["with an unknown key", () => sign({}, { kid: "k2" })],
    ["signed by another key of the same name", async () => sign({}, {}, await generateKeyPair("EdDSA"))],
    [
      "signed with HMAC under the public key",
      async () => {
        const secret = Buffer.from(String(jwks.keys[0]?.x), "base64url");
        return new SignJWT(CLAIMS).setProtectedHeader({ ...HEADER, alg: "HS256" }).sign(secret);
      },
    ],
    [
      "signed by nobody",
      async () => {
        const [, body] = (await sign({})).split(".");
        const head = Buffer.from(JSON.stringify({ ...HEADER, alg: "none" })).toString("base64url");
        return `${head}.${body}.`;
      },
    ],
    ["that is none", async () => "not a token"],
  ])("%s is refused", async (_what, make) => {
    expect(await outcome(await make())).toBe("TOKEN_INVALID");
  });

  test("ends at its second, whatever the clocks' skew, also when it is known", async () => {
    const clock = new ManualClock(NOW);
    const by = new AccessTokenVerifier(async () => jwks, clock);
    const token = await sign({ iat: NOW_S + 30 });
    expect(await outcome(token, by)).toBe("usr_1");
    clock.advance(599_000);
    expect(await outcome(token, by)).toBe("usr_1");
    clock.advance(1_000);
    expect(await outcome(token, by)).toBe("TOKEN_EXPIRED");
    expect(await outcome(token)).toBe("usr_1");
  });
});

describe("the keys", () => {
  test("are fetched once, however many unknown ones are named at once", async () => {
    let fetches = 0;
    const by = verifier(async () => {
      fetches += 1;
      await new Promise(setImmediate);
      return jwks;
    });
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, i) => sign({}, { kid: `made-up-${i}` })));
    const outcomes = await Promise.all(tokens.map((token) => outcome(token, by)));
    expect(new Set(outcomes)).toEqual(new Set(["TOKEN_INVALID"]));
    expect(fetches).toBe(1);
    expect(await outcome(await sign({}), by)).toBe("usr_1");
    expect(fetches).toBe(1);
  });

  test("that can't be fetched are the caller's answer, and one fetch serves all who wait", async () => {
    let fetches = 0;
    const by = verifier(async () => {
      fetches += 1;
      await new Promise(setImmediate);
      throw new Error("identity is away");
    });
    const token = await sign({});
    const failed = await Promise.allSettled(Array.from({ length: 20 }, () => by.verify(token)));
    expect(failed.every(({ status }) => status === "rejected")).toBe(true);
    expect(fetches).toBe(1);
  });
});
