import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { BSON } from "mongodb";
import { refusal } from "../../../../runtime/testing/refusal.ts";
import { Browser } from "./browser.ts";
import { type CameBack, type SsoCustomer, SsoWorld, verified } from "./sso-world.ts";
import { CLIENT, type TestProvider } from "./test-provider.ts";

const NOT_BELIEVED = "Unauthenticated LOGIN_NOT_BELIEVED";
const EXPIRED = "Unauthenticated LOGIN_EXPIRED";

let world: SsoWorld;
let at: TestProvider;
let acme: SsoCustomer;
beforeAll(async () => {
  world = await SsoWorld.start();
  at = await world.provider();
  acme = await world.customer("Acme", at);
  await world.user(acme, "ada@acme.example");
});
afterAll(() => world.stop());

const ada = verified("ada", "ada@acme.example");
const finish = (came: CameBack) => refusal(world.as().finishLogin(came));
const toAcme = () => ({ case: "identityProviderId", value: acme.provider.id }) as const;
const edited = (came: CameBack, edit: (query: URLSearchParams) => void): CameBack => {
  const query = new URLSearchParams(came.callbackQuery);
  edit(query);
  return { ...came, callbackQuery: query.toString() };
};

describe("the answer of the browser", () => {
  test("with another state, or none, is not believed, and spoils nothing", async () => {
    const came = await world.visit(at, ada, toAcme());
    const another = await world.visit(at, ada, toAcme());
    await expect(finish({ ...another, loginToken: came.loginToken })).resolves.toBe(NOT_BELIEVED);
    await expect(finish(edited(came, (query) => query.set("state", "x".repeat(43))))).resolves.toBe(
      NOT_BELIEVED,
    );
    await expect(finish(edited(came, (query) => query.delete("state")))).resolves.toBe(NOT_BELIEVED);
    await expect(finish(came)).resolves.toBe("ok");
  });

  test("counts once, also when two come with it at the same time", async () => {
    const came = await world.visit(at, ada, toAcme());
    const answers = await Promise.all([finish(came), finish(came), finish(came)]);
    expect(answers.sort()).toEqual([EXPIRED, EXPIRED, "ok"]);
    await expect(finish(came)).resolves.toBe(EXPIRED);
  });

  test("counts for ten minutes", async () => {
    const [late, inTime] = [await world.visit(at, ada, toAcme()), await world.visit(at, ada, toAcme())];
    world.net.clock.advance(10 * 60_000 - 1);
    await expect(finish(inTime)).resolves.toBe("ok");
    world.net.clock.advance(1);
    await expect(finish(late)).resolves.toBe(EXPIRED);
    world.net.clock.set(new Date());
  });

  test("needs a login token that was given out", async () => {
    const came = await world.visit(at, ada, toAcme());
    for (const loginToken of ["", "made-up", came.loginToken.slice(1)])
      await expect(finish({ ...came, loginToken })).resolves.toBe(EXPIRED);
  });

  test("with a code that was used, or that belongs to another login, is not believed (PKCE)", async () => {
    const [first, second] = [await world.visit(at, ada, toAcme()), await world.visit(at, ada, toAcme())];
    const code = new URLSearchParams(first.callbackQuery).get("code") ?? "";
    await expect(finish(edited(second, (query) => query.set("code", code)))).resolves.toBe(NOT_BELIEVED);
    const [third, fourth] = [await world.visit(at, ada, toAcme()), await world.visit(at, ada, toAcme())];
    await expect(finish(third)).resolves.toBe("ok");
    const used = new URLSearchParams(third.callbackQuery).get("code") ?? "";
    await expect(finish(edited(fourth, (query) => query.set("code", used)))).resolves.toBe(NOT_BELIEVED);
  });

  test("that says no is no", async () => {
    const came = await world.visit(at, ada, toAcme());
    const denied = edited(came, (query) => {
      query.delete("code");
      query.set("error", "access_denied");
      query.set("error_description", "<script>alert(1)</script>");
    });
    await expect(finish(denied)).resolves.toBe("Unauthenticated LOGIN_DENIED");
  });
});

describe("mix-up", () => {
  test("an answer that names another issuer, or none where one is due, is not believed", async () => {
    for (const edit of [
      (query: URLSearchParams) => query.set("iss", "https://evil.example"),
      (query: URLSearchParams) => query.delete("iss"),
    ])
      await expect(finish(edited(await world.visit(at, ada, toAcme()), edit))).resolves.toBe(NOT_BELIEVED);
  });

  test("a provider that doesn't name itself has a redirect URI of its own: its answers come there, others' don't", async () => {
    const silent = await world.provider({ namesItself: false });
    const customer = await world.customer("Silent", silent);
    const { id, redirectUri } = customer.provider;
    expect(redirectUri).toBe(`${world.publicUrl}/login/callback/${id}`);
    expect(acme.provider.redirectUri).toBe(`${world.publicUrl}/login/callback`);
    const user = await world.user(customer, "sue@silent.example");
    const sue = verified("sue", user.email);
    const toSilent = { case: "identityProviderId", value: id } as const;
    const came = await world.visit(silent, sue, toSilent);
    expect([came.redirectProviderId, new URLSearchParams(came.callbackQuery).get("iss")]).toEqual([id, null]);
    await expect(finish(came)).resolves.toBe("ok");
    for (const redirectProviderId of ["", acme.provider.id])
      await expect(
        finish({ ...(await world.visit(silent, sue, toSilent)), redirectProviderId }),
      ).resolves.toBe(NOT_BELIEVED);
    const honest = await world.visit(at, ada, toAcme());
    await expect(finish({ ...honest, redirectProviderId: id })).resolves.toBe(NOT_BELIEVED);
  });

  test("an answer for one provider is none for another one", async () => {
    const evil = await world.provider();
    const mallory = await world.customer("Mallory", evil);
    const begun = await world
      .as()
      .beginLogin({ provider: { case: "identityProviderId", value: mallory.provider.id } });
    // The evil provider sends the browser on to the honest one, with its own login's state.
    const evilState = new URL(begun.authorizationUrl).searchParams.get("state") ?? "";
    const honest = await world.as().beginLogin({ provider: toAcme() });
    const detour = new URL(honest.authorizationUrl);
    detour.searchParams.set("state", evilState);
    at.person = ada;
    const back = await new Browser().open(detour, (next) => next.href.startsWith(world.publicUrl));
    const asked = evil.asked.length;
    const came = { loginToken: begun.loginToken, callbackQuery: back.url.search, redirectProviderId: "" };
    await expect(finish(came)).resolves.toBe(NOT_BELIEVED);
    // And the code never reached the evil provider.
    expect(evil.asked.slice(asked)).not.toContain("/token");
  });
});

describe("the ID token", () => {
  type Claims = Record<string, unknown>;
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

  /** A login whose ID token is another one than the provider made. */
  const withToken = async (make: (token: string) => string): Promise<string> => {
    const came = await world.visit(at, ada, toAcme());
    at.tamper = (answer) => ({ ...answer, id_token: make(String(answer.id_token)) });
    const result = await finish(came);
    at.tamper = (answer) => answer;
    return result;
  };
  const signed = (claims: Claims, key: KeyObject): string => {
    const content = `${encoded({ alg: "RS256", kid: "test" })}.${encoded(claims)}`;
    return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`;
  };
  const resigned = (change: Claims, key = at.key): Promise<string> =>
    withToken((token) => signed({ ...decodeJwt(token), ...change }, key));

  test("is believed when the provider signed it, and this alone", async () => {
    await expect(resigned({})).resolves.toBe("ok");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await expect(resigned({}, privateKey)).resolves.toBe(NOT_BELIEVED);
  });

  test("is not, when somebody changed it on the way: the signature counts, not the connection alone", async () => {
    for (const change of [{ name: "Eve" }, { sub: "admin" }, { email: "root@acme.example" }])
      await expect(
        withToken((token) => {
          const [header, , signature] = token.split(".");
          return `${header}.${encoded({ ...decodeJwt(token), ...change })}.${signature}`;
        }),
      ).resolves.toBe(NOT_BELIEVED);
  });

  test.each<[string, Claims]>([
    ["is for another client", { aud: "another" }],
    [
      "is for several clients, us among them, and doesn't say who asked",
      { aud: [CLIENT.clientId, "another"] },
    ],
    ["was asked for by another client", { azp: "another" }],
    ["is of another issuer", { iss: "https://evil.example" }],
    ["is over", { exp: 1_000 }],
    ["is not valid yet", { nbf: 4_000_000_000 }],
    ["has no nonce", { nonce: undefined }],
    ["has another nonce", { nonce: "n-0S6_WzA2Mj" }],
    ["names nobody", { sub: undefined }],
  ])("is not, when it %s, though the provider signed it", async (_what, change) => {
    await expect(resigned(change)).resolves.toBe(NOT_BELIEVED);
  });

  test("is not, when it is signed with nothing, or with what we share with the provider", async () => {
    await expect(withToken((token) => `${encoded({ alg: "none" })}.${token.split(".")[1]}.`)).resolves.toBe(
      NOT_BELIEVED,
    );
    const hmac = withToken((token) => {
      const content = `${encoded({ alg: "HS256" })}.${token.split(".")[1]}`;
      return `${content}.${createHmac("sha256", CLIENT.clientSecret).update(content).digest("base64url")}`;
    });
    await expect(hmac).resolves.toBe(NOT_BELIEVED);
  });

  test("is not, when it belongs to another login", async () => {
    const [first, second] = [await world.visit(at, ada, toAcme()), await world.visit(at, ada, toAcme())];
    let stolen = "";
    at.tamper = (answer) => {
      stolen = String(answer.id_token);
      return answer;
    };
    await finish(first);
    at.tamper = (answer) => ({ ...answer, id_token: stolen });
    await expect(finish(second)).resolves.toBe(NOT_BELIEVED);
    at.tamper = (answer) => answer;
  });

  test("is not, when it is missing", async () => {
    const came = await world.visit(at, ada, toAcme());
    at.tamper = ({ id_token: _taken, ...answer }) => answer;
    await expect(finish(came)).resolves.toBe(NOT_BELIEVED);
    at.tamper = (answer) => answer;
  });
});

test.each([false, undefined, "no"])(
  "an address with email_verified %j signs nobody in",
  async (email_verified) => {
    const came = await world.visit(at, { sub: "eve", email: "ada@acme.example", email_verified }, toAcme());
    await expect(finish(came)).resolves.toBe("Unauthenticated LOGIN_EMAIL_NOT_VERIFIED");
  },
);

test.each(["https://evil.example", "//evil.example", "/\\evil.example", "/a b", "evil"])(
  "a login that would go on to %j does not begin",
  async (returnPath) => {
    await expect(refusal(world.as().beginLogin({ provider: toAcme(), returnPath }))).resolves.toBe(
      "InvalidArgument INVALID_FIELD",
    );
  },
);

test("nothing that is secret is stored as it is, or told", async () => {
  const came = await world.visit(at, ada, toAcme());
  const state = new URLSearchParams(came.callbackQuery).get("state") ?? "";
  const code = new URLSearchParams(came.callbackQuery).get("code") ?? "";
  const { tokens } = await world.as().finishLogin(came);
  const database = world.net.database("identity");
  const collections = await database.listCollections();
  const rows = await Promise.all(collections.map(({ name }) => database.collection(name).find().toArray()));
  const stored = rows
    .flat()
    .map((row) => Buffer.from(BSON.serialize(row)).toString("latin1"))
    .join();
  expect(stored).toContain(at.issuer);
  for (const secret of [
    CLIENT.clientSecret,
    came.loginToken,
    state,
    code,
    tokens?.refreshToken ?? "",
    tokens?.accessToken ?? "",
  ]) {
    expect(secret).not.toBe("");
    expect(stored).not.toContain(secret);
  }
});
