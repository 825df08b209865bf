import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { administrator, approver, auditor, employee, hr, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

describeInBrowser("messages to people", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "what was sent, and what one wants to be told, are accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      const name = look.device;
      await signIn(page, hr, "/deliveries?channel=EMAIL");
      await page.getByRole("row").nth(1).waitFor();
      await loaded(page);
      await expectAccessible(page);
      await shot(page, `deliveries-${name}`);
      await page.getByRole("row").nth(1).getByRole("link").click();
      await page.getByRole("dialog", { name: "Message" }).getByText("Begun").waitFor();
      await expectAccessible(page);
      await shot(page, `delivery-${name}`);
      await page.goto("/me");
      await page.getByRole("switch", { name: "Receipts: by mail" }).waitFor();
      await loaded(page);
      await expectAccessible(page);
      await shot(page, `preferences-${name}`);
      expect(troubles).toEqual([]);
      await context.close();
    },
    120_000,
  );

  test("with the keyboard alone: messages are filtered, one is opened, and its address shows it again", async () => {
    const { page, context } = await browser.page();
    await signIn(page, administrator, "/deliveries");
    const exactly = page.getByRole("textbox", { name: "Exactly to" });
    await exactly.focus();
    await page.keyboard.type(employee.email);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("to") === employee.email);
    await page.getByRole("row").nth(1).getByText(employee.name).waitFor();
    await page.getByRole("row").nth(1).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Message" });
    await dialog.getByText(employee.email).waitFor();
    await page.reload();
    await dialog.getByText(employee.email).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("to")).toBe(employee.email);
    await context.close();
  }, 60_000);

  test("a kind is switched off by mail and stays so; what others rely on can't be; language too", async () => {
    const { page, context } = await browser.page();
    await signIn(page, approver, "/me");
    const mail = page.getByRole("switch", { name: "Approvals: by mail" });
    await mail.focus();
    await page.keyboard.press("Space");
    expect(await page.getByRole("switch", { name: "Approvals: in the inbox" }).count()).toBe(0);
    expect(await page.getByRole("switch", { name: /^Reminders/ }).count()).toBe(0);
    const saved = page.waitForResponse((response) => response.url().endsWith("/UpdatePreferences"));
    await page.getByLabel("Language of messages").selectOption("de");
    await saved;
    await page.reload();
    await mail.waitFor();
    expect(await mail.isChecked()).toBe(false);
    expect(await page.getByLabel("Language of messages").inputValue()).toBe("de");
    await page.getByLabel("Language of messages").selectOption("");
    await mail.check();
    await context.close();
  }, 60_000);

  test("an auditor sees what was sent and sends nothing; about signatures there is nothing to choose", async () => {
    const { page, context, troubles } = await browser.page({ device: "phone" });
    await signIn(page, auditor, "/deliveries");
    await page.getByRole("row").nth(1).waitFor();
    await page.goto("/me");
    await page.getByRole("switch", { name: "Imports: by mail" }).waitFor();
    expect(await page.getByRole("switch", { name: /^Receipts/ }).count()).toBe(0);
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);
});
