import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { Browser, type Landing } from "../../services/identity/tests/sso/browser.ts";
import { type SsoCustomer, SsoWorld, verified } from "../../services/identity/tests/sso/sso-world.ts";
import type { TestPerson, TestProvider } from "../../services/identity/tests/sso/test-provider.ts";
import { Gateways } from "./gateways.ts";

const IDENTITY = "/countersign.identity.v1.IdentityService";
const ADA = verified("ada", "ada@acme.example");

let world: SsoWorld;
let gateways: Gateways;
let at: TestProvider;
let acme: SsoCustomer;
let url: string;
beforeAll(async () => {
  const httpPort = await freePort();
  url = `http://127.0.0.1:${httpPort}`;
  world = await SsoWorld.start(url);
  gateways = new Gateways(world.net);
  await gateways.open({ httpPort });
  at = await world.provider();
  acme = await world.customer("Acme", at, { emailDomains: ["acme.example"] });
  await world.user(acme, ADA.email as string, [PermissionRole.EMPLOYEE]);
});
afterAll(async () => {
  await gateways.stop();
  await world.stop();
});

/** A port that nobody listens on: the platform has to know its address before it begins. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What is looked at of the answers. */
interface Answer {
  readonly status: number;
  readonly authorizationUrl: string;
}

/** A call as a page of the platform makes it, which keeps the session in cookies. */
async function call(browser: Browser, method: string, message: object): Promise<Answer> {
  const answer = await browser.ask(`${url}${IDENTITY}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-countersign-session": "cookie", origin: url },
    body: JSON.stringify(message),
  });
  return { status: answer.status, ...JSON.parse(answer.body) };
}

/** Begins a login on the platform's page, and goes to the provider and back until the callback. */
async function comeBack(browser: Browser, person: TestPerson, more: object = {}): Promise<URL> {
  at.person = person;
  const { authorizationUrl } = await call(browser, "BeginLogin", { email: "x@acme.example", ...more });
  const back = await browser.open(authorizationUrl, (next) => next.origin === url);
  return back.url;
}

const says = ({ body }: Landing): string => body.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

test("a browser goes to the provider and comes back signed in, with nothing for scripts to read", async () => {
  const browser = new Browser();
  const begun = await call(browser, "BeginLogin", { email: "ada@acme.example" });
  expect(begun).toMatchObject({ status: 200, authorizationUrl: expect.stringContaining(at.issuer) });
  expect(begun).not.toHaveProperty("loginToken");
  const callback = await comeBack(browser, ADA, { returnPath: "/acknowledgements?due=1" });
  expect([...browser.cookies(url).keys()]).toEqual(["countersign-login"]);
  const landing = await browser.ask(callback);
  expect([landing.status, landing.headers.get("location")]).toEqual([303, "/acknowledgements?due=1"]);
  expect(landing.headers.get("referrer-policy")).toBe("no-referrer");
  const set = landing.headers.getSetCookie();
  expect(set).toHaveLength(3);
  for (const cookie of set) expect(cookie).toMatch(/HttpOnly/);
  for (const cookie of set.slice(0, 2)) expect(cookie).toMatch(/SameSite=Strict/);
  expect([...browser.cookies(url).keys()].sort()).toEqual(["countersign-access", "countersign-refresh"]);
  const me = await call(browser, "GetMe", {});
  expect(me).toMatchObject({
    status: 200,
    user: { email: ADA.email },
    session: { authenticationMethod: "AUTHENTICATION_METHOD_SINGLE_SIGN_ON" },
  });
});

describe("a login that doesn't succeed ends on a page that says what to do", () => {
  test.each<[string, TestPerson, number, string]>([
    ["a stranger", verified("eve", "eve@acme.example"), 401, "Ask your administrator to give you access"],
    ["an unverified address", { sub: "z", email: "ada@acme.example" }, 401, "have your address verified"],
  ])("%s", async (_who, person, status, next) => {
    const browser = new Browser();
    const page = await browser.ask(await comeBack(browser, person));
    expect(page.status).toBe(status);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(says(page)).toContain(next);
    expect([...browser.cookies(url).keys()]).toEqual([]);
  });

  test("the provider's own words are not shown", async () => {
    const browser = new Browser();
    const callback = await comeBack(browser, ADA);
    callback.searchParams.delete("code");
    callback.searchParams.set("error", "access_denied");
    callback.searchParams.set("error_description", "<script>alert('x')</script>");
    const page = await browser.ask(callback);
    expect([page.status, page.body.includes("alert")]).toEqual([401, false]);
    expect(says(page)).toContain("did not sign you in");
  });

  test("a callback that another browser began, that comes again, or that nobody began", async () => {
    const [mine, theirs] = [new Browser(), new Browser()];
    const callback = await comeBack(mine, ADA);
    const page = await theirs.ask(callback);
    expect([page.status, says(page)]).toEqual([401, expect.stringContaining("begin again")]);
    expect([...theirs.cookies(url)]).toEqual([]);
    // Another login of the other browser isn't spoiled by it either.
    const own = await comeBack(theirs, ADA);
    expect((await theirs.ask(callback)).status).toBe(401);
    expect((await theirs.ask(own)).status).toBe(303);
    expect((await mine.ask(callback)).status).toBe(303);
    expect((await mine.ask(callback)).status).toBe(401);
    expect((await new Browser().ask(`${url}/login/callback`)).status).toBe(401);
  });
});

test("a provider that doesn't name itself sends browsers back to an address of its own", async () => {
  const silent = await world.provider({ namesItself: false });
  const { provider, customerId } = await world.customer("Silent", silent);
  const { admin } = { admin: world.net.user(customerId, [PermissionRole.CUSTOMER_ADMIN]) };
  await world.user({ admin }, "sue@silent.example");
  silent.person = verified("sue", "sue@silent.example");
  const browser = new Browser();
  const { authorizationUrl } = await call(browser, "BeginLogin", { identityProviderId: provider.id });
  const back = await browser.open(authorizationUrl, (next) => next.origin === url);
  expect(back.url.pathname).toBe(`/login/callback/${provider.id}`);
  const elsewhere = await browser.ask(`${url}/login/callback/${acme.provider.id}${back.url.search}`);
  expect([elsewhere.status, elsewhere.headers.getSetCookie()]).toEqual([401, []]);
  const again = await call(browser, "BeginLogin", { identityProviderId: provider.id });
  const landing = await browser.open(again.authorizationUrl, (next) => next.pathname === "/");
  expect([landing.status, landing.url.pathname]).toEqual([303, "/"]);
});

test("the path is exact, and read with GET only", async () => {
  const browser = new Browser();
  for (const path of ["/login/callback/", "/login/callback/idp_x", "/login/callbackx"])
    expect((await browser.ask(`${url}${path}?code=a`)).status).toBe(404);
  for (const method of ["HEAD", "POST"])
    expect((await browser.ask(`${url}/login/callback?code=a`, { method })).status).toBe(405);
});
