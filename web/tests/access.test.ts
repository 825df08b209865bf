import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { CLIENT, TestProvider } from "../../services/identity/tests/sso/test-provider.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { linkInMail } from "./harness/mails.ts";
import { administrator, signIn } from "./harness/people.ts";
import { PASSWORD, PLATFORM_MS, type SharedPlatform, sharedPlatform } from "./harness/shared-platform.ts";

const PAGES = [
  ["/access/users", "Users"],
  ["/access/users?invite=1", "Invite a user"],
  ["/access/roles", "Roles"],
  ["/access/roles/new", "New role"],
  ["/access/single-sign-on", "Single sign-on"],
  ["/access/single-sign-on/new", "Add an identity provider"],
  ["/access/api-keys", "API keys"],
  ["/access/api-keys?new=key", "New API key"],
] as const;

describeInBrowser("who may do what", () => {
  let platform: SharedPlatform;
  let browser: TestBrowser;
  beforeAll(async () => {
    platform = await sharedPlatform();
    browser = await TestBrowser.open(platform.url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "every page is accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      await signIn(page, administrator);
      for (const [path, title] of PAGES) {
        await page.goto(path);
        await page.getByRole("heading", { name: title }).first().waitFor();
        await loaded(page);
        await expectAccessible(page);
        await shot(page, `access${path.replaceAll(/\W+/g, "-")}-${look.device}`);
      }
      await page.goto("/access/users?q=claire");
      await page.getByRole("link", { name: /Claire Dubois/ }).click();
      await page.getByRole("heading", { name: "Signed in on" }).waitFor();
      await page.getByRole("checkbox", { name: "Policy editor" }).waitFor();
      await expectAccessible(page);
      await shot(page, `access-user-${look.device}`);
      expect(troubles).toEqual([]);
      await context.close();
    },
    120_000,
  );

  test("with the keyboard alone: somebody is invited, and comes in by the mail", async () => {
    const { page, context } = await browser.page();
    const email = `reviewer.${Date.now()}@northwind.example`;
    await signIn(page, administrator, "/access/users");
    await page.getByRole("button", { name: "Invite a user" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Invite a user" });
    await dialog.waitFor();
    await page.keyboard.type(email); // the first field has the focus
    await page.keyboard.press("Tab");
    await page.keyboard.type("Robin Reviewer");
    await dialog.getByRole("checkbox", { name: "Approver" }).focus();
    await page.keyboard.press("Space");
    await dialog.getByRole("button", { name: "Send the invitation" }).focus();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("textbox", { name: "Search" }).fill(email);
    await page.getByRole("gridcell", { name: "Invited" }).waitFor();

    const guest = await browser.page();
    await guest.page.goto(await linkInMail(platform.mailFolder, email, /\/invitation\?/));
    await guest.page.getByRole("textbox", { name: "Password" }).first().fill(PASSWORD);
    await guest.page.keyboard.press("Enter");
    await guest.page.getByRole("button", { name: "Account of Robin Reviewer" }).waitFor();
    await guest.context.close();

    await page.reload();
    await page.getByRole("gridcell", { name: "Active" }).waitFor();
    await page.getByRole("link", { name: /Robin Reviewer/ }).click();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("Robin Reviewer is deactivated and signed out.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Robin Reviewer can sign in again.").waitFor();
    await page.getByRole("button", { name: "Deactivate" }).waitFor();
    await context.close();
  }, 60_000);

  test("a role of one's own is made from permissions, given, and only deleted when nobody holds it", async () => {
    const { page, context } = await browser.page();
    const name = `Reader ${Date.now()}`;
    await signIn(page, administrator, "/access/roles/new");
    await page.getByRole("textbox", { name: "Name" }).fill(name);
    await page.getByRole("checkbox", { name: "Read policies" }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await page.getByText("Nobody holds this role").waitFor();
    await page.getByRole("button", { name: "Delete the role" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete the role" }).click();
    await page.getByText(`The role “${name}” is deleted.`).waitFor();
    await page.getByRole("link", { name: "Policy editor" }).click();
    await page.getByRole("link", { name: /Show the 1 user/ }).click();
    await page.getByRole("link", { name: /Claire Dubois/ }).waitFor();
    await context.close();
  }, 60_000);

  test("an API key shows its secret once, works, and ends when it is revoked", async () => {
    const { page, context } = await browser.page();
    const name = `Export ${Date.now()}`;
    await signIn(page, administrator, "/access/api-keys");
    await page.getByRole("button", { name: "New API key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("checkbox", { name: "Read policies" }).check();
    await dialog.getByRole("button", { name: "Make the key" }).click();
    const secret = (await dialog.getByLabel("API key", { exact: true }).textContent()) ?? "";
    expect(secret).toMatch(/^csk_/);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "I have stored it" }).click();
    expect(await policiesWith(platform.url, secret)).toBeGreaterThan(0);
    await page.reload();
    await page.getByText(name).waitFor();
    expect(await page.content()).not.toContain(secret.slice(-20));
    await page.getByRole("button", { name: `Revoke ${name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText(`“${name}” is revoked.`).waitFor();
    await context.close();
  }, 60_000);

  test("a SCIM token opens the base URL that the page shows", async () => {
    const { page, context } = await browser.page();
    await signIn(page, administrator, "/access/api-keys?new=scim");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Make the key" }).click();
    const token = (await dialog.getByLabel("API key", { exact: true }).textContent()) ?? "";
    const base = (await dialog.getByLabel("SCIM base URL").textContent()) ?? "";
    const answer = await fetch(`${base}/Users?count=1`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ totalResults: expect.any(Number) });
    await context.close();
  }, 60_000);

  test("an identity provider is checked before anything is saved, and the check says what is wrong", async () => {
    const { page, context } = await browser.page();
    await signIn(page, administrator, "/access/single-sign-on/new");
    await page.getByRole("textbox", { name: "Name" }).fill("Northwind login");
    await page.getByRole("textbox", { name: "Issuer" }).fill("https://login.invalid");
    await page.getByRole("textbox", { name: "Client id" }).fill("countersign");
    await page.getByRole("button", { name: "Check the connection" }).click();
    await page.getByRole("alert").getByText("The provider can’t be used:").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("link", { name: "Single sign-on" }).first().click();
    await page.getByText("No identity provider yet").waitFor();
    await context.close();
  }, 60_000);

  test("an identity provider is added, changed and deleted; its secret never comes back", async () => {
    await using provider = await runningProvider(platform.url);
    const { page, context, troubles } = await browser.page();
    await signIn(page, administrator, "/access/single-sign-on/new");
    await page.getByRole("textbox", { name: "Name" }).fill("Bakery login");
    await page.getByRole("textbox", { name: "Issuer" }).fill(provider.issuer);
    await page.getByRole("textbox", { name: "Client id" }).fill(CLIENT.clientId);
    await page.getByLabel("Client secret").fill(CLIENT.clientSecret);
    await page.getByRole("button", { name: "Check the connection" }).click();
    await page.getByText("The provider answers, and its discovery document is in order.").waitFor();
    await expectAccessible(page);
    const saveBar = page.getByRole("region", { name: "Changes not saved yet" });
    await saveBar.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Bakery login", level: 1 }).waitFor();
    await page.getByText(`${platform.url}/login/callback`).waitFor();
    await page.getByPlaceholder("Stored. Enter a new one to replace it.").waitFor();
    expect(await page.content()).not.toContain(CLIENT.clientSecret);

    await page.getByRole("combobox", { name: "Email domains" }).fill("bakery.example");
    await page.keyboard.press("Enter");
    await saveBar.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("alert").getByText("bakery.example").first().waitFor(); // the record to publish
    await expectAccessible(page);
    await saveBar.getByRole("button", { name: "Discard" }).click();

    await page.getByRole("textbox", { name: "Name" }).fill("Northwind login");
    await page.getByRole("switch", { name: "Enabled" }).uncheck();
    await page.getByRole("button", { name: "Map a group" }).click();
    await page.getByRole("textbox", { name: "Claim with the groups" }).fill("groups");
    await page.getByRole("textbox", { name: "Group at the provider" }).fill("auditors");
    await page.getByRole("combobox", { name: "Gives these roles" }).press("ArrowDown");
    await page.getByRole("option", { name: "Auditor" }).click();
    await page.keyboard.press("Escape");
    await saveBar.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Northwind login", level: 1 }).waitFor();
    await page.reload();
    await page.getByRole("group", { name: "Mapping 1" }).getByText("Auditor").first().waitFor();
    expect(await page.getByRole("switch", { name: "Enabled" }).isChecked()).toBe(false);
    await page.getByRole("link", { name: "Single sign-on" }).first().click();
    await page.getByText("Disabled").waitFor();
    await page.getByRole("link", { name: "Northwind login" }).click();

    await page.getByRole("button", { name: "Delete the provider" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Northwind login");
    await dialog.getByRole("button", { name: "Delete the provider" }).click();
    await page.getByText("No identity provider yet").waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 90_000);
});

/** An OpenID Connect provider that ends with the test, however that ends. */
async function runningProvider(platformUrl: string): Promise<AsyncDisposable & { readonly issuer: string }> {
  const provider = await TestProvider.start({ redirectBase: platformUrl });
  return { issuer: provider.issuer, [Symbol.asyncDispose]: () => provider.stop() };
}

/** How many policies a program sees with a key. */
async function policiesWith(baseUrl: string, key: string): Promise<number> {
  const transport = createConnectTransport({
    baseUrl,
    httpVersion: "1.1",
    interceptors: [
      (next) => (request) => {
        request.header.set("authorization", `Bearer ${key}`);
        return next(request);
      },
    ],
  });
  return (await createClient(PolicyService, transport).listPolicies({})).policies.length;
}
