import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { administrator, auditor, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

const PAGES = [
  ["/settings", "Calendar"],
  ["/settings/reminders", "Deadlines and reminders"],
  ["/settings/wording", "Language and look"],
  ["/settings/subscription", "Subscription"],
] as const;

const saveBar = (page: Page) => page.getByRole("region", { name: "Changes not saved yet" });

async function save(page: Page): Promise<void> {
  await saveBar(page).getByRole("button", { name: "Save", exact: true }).click();
  await saveBar(page).waitFor({ state: "detached" });
}

describeInBrowser("the settings", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "every page is accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      await signIn(page, administrator);
      for (const [path, title] of PAGES) {
        await page.goto(path);
        await page.getByRole("heading", { name: title, level: 1 }).waitFor();
        await page.getByRole("heading", { level: 2 }).first().waitFor();
        await expectAccessible(page);
        await shot(page, `settings-${path.split("/").at(-1)}-${look.device}`);
      }
      expect(troubles).toEqual([]);
      await context.close();
    },
    90_000,
  );

  test("with the keyboard alone: the escalation ladder gets another level, which stays", async () => {
    const { page, context } = await browser.page();
    await signIn(page, administrator, "/settings/reminders");
    const levels = page.getByRole("combobox", { name: /^Level \d+: who is told$/ });
    await levels.first().waitFor();
    const before = await levels.count();
    await page.getByRole("button", { name: "Add escalation level" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: `Level ${before + 1}: days overdue` }).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("28");
    await saveBar(page).getByRole("button", { name: "Save", exact: true }).focus();
    await page.keyboard.press("Enter");
    await saveBar(page).waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("28 days overdue").waitFor();
    await page.getByRole("button", { name: `Remove level ${before + 1}` }).click();
    await save(page);
    await context.close();
  });

  test("when somebody else saved first, nothing is lost and nothing is overwritten unasked", async () => {
    const { page, context } = await browser.page();
    await signIn(page, administrator, "/settings/wording");
    const sentence = page.getByLabel("Sentence above the signature");
    await sentence.waitFor();
    const original = await sentence.inputValue();
    const other = await context.newPage();
    await other.goto("/settings/wording");
    await other.getByLabel("Name shown").fill("Northwind");
    await sentence.fill("I have read this policy and will follow it.");
    await save(other);
    await saveBar(page).getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Somebody else saved first").waitFor();
    await expectAccessible(page);
    expect(await sentence.inputValue()).toBe("I have read this policy and will follow it.");
    await page.getByRole("button", { name: "Show what was saved" }).click();
    await saveBar(page).waitFor({ state: "detached" });
    expect(await sentence.inputValue()).toBe(original);
    expect(await page.getByLabel("Name shown").inputValue()).toBe("Northwind");
    await context.close();
  });

  test("changes that are not saved keep one from leaving unawares", async () => {
    const { page, context } = await browser.page();
    await signIn(page, administrator, "/settings");
    await page.getByText("Sunday", { exact: true }).click();
    await page.getByRole("link", { name: "Language and look" }).click();
    const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
    await dialog.waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Stay here" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Language and look" }).click();
    await dialog.getByRole("button", { name: "Leave without saving" }).click();
    await page.getByRole("heading", { name: "Language and look", level: 1 }).waitFor();
    await context.close();
  });

  test("who may only look sees everything and changes nothing; usage stands beside its limit", async () => {
    const { page, context } = await browser.page();
    await signIn(page, auditor, "/settings");
    await page.getByText("You may look at these settings, but not change them.").waitFor();
    expect(await page.getByRole("combobox", { name: "Time zone of the company" }).isDisabled()).toBe(true);
    await page.getByRole("link", { name: "Subscription" }).click();
    await page.getByText(/^\d+ of 500$/).waitFor();
    await page.getByText(/^\d+ of 50$/).waitFor();
    await context.close();
  });
});
