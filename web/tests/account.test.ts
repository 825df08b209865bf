import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { auditor, executive, readers, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

describeInBrowser("the frame around the pages", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "the account page, menus and the inbox are accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      const name = look.device;
      await signIn(page, executive, "/me");
      await page.getByText("This device", { exact: true }).waitFor();
      await expectAccessible(page);
      await shot(page, `account-${name}`);
      await page.getByRole("button", { name: `Account of ${executive.name}` }).click();
      await page.getByRole("button", { name: "Sign out", exact: true }).last().waitFor();
      await expectAccessible(page);
      await shot(page, `user-menu-${name}`);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^Notifications,/ }).click();
      await page.getByRole("dialog", { name: "Notifications" }).waitFor();
      await page.getByRole("dialog").getByRole("link").first().waitFor();
      await expectAccessible(page);
      await shot(page, `inbox-${name}`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.getByRole("textbox", { name: "Where do you want to go?" }).waitFor();
      await expectAccessible(page);
      await shot(page, `palette-${name}`);
      await page.keyboard.type("to read");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "To read", level: 1 }).waitFor();
      expect(troubles).toEqual([]);
      await context.close();
    },
    60_000,
  );

  test("language and appearance are chosen, and stay", async () => {
    const { page, context } = await browser.page();
    await signIn(page, auditor, "/me");
    await page.getByLabel("Language", { exact: true }).selectOption("fr");
    await page.getByRole("heading", { name: "Mon compte" }).waitFor();
    await page.getByLabel("Apparence").selectOption("dark");
    await page.reload();
    await page.getByRole("heading", { name: "Mon compte" }).waitFor();
    const root = page.locator("html");
    expect([await root.getAttribute("lang"), await root.getAttribute("data-mantine-color-scheme")]).toEqual([
      "fr",
      "dark",
    ]);
    await expectAccessible(page);
    await context.close();
  });

  test("pages that are not there, and no connection, are said in words", async () => {
    const { page, context } = await browser.page();
    await signIn(page, auditor, "/nothing/here");
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await expectAccessible(page);
    await page.goto("/me");
    await page.getByText("This device", { exact: true }).waitFor();
    await context.setOffline(true);
    await page.getByText("You are offline").waitFor();
    await expectAccessible(page);
    await context.setOffline(false);
    await page.getByText("You are offline").waitFor({ state: "detached" });
    await context.close();
  });

  test("signing out ends the session in every tab", async () => {
    const { page, context } = await browser.page();
    await signIn(page, readers[10] ?? executive);
    const other = await context.newPage();
    await other.goto("/signed");
    await other.getByRole("heading", { name: "Signed", level: 1 }).waitFor();
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).last().click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await other.getByRole("heading", { name: "Sign in" }).waitFor();
    await context.close();
  });
});
