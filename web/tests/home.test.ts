import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import {
  approver,
  auditor,
  employee,
  executive,
  hr,
  officer,
  type Person,
  signIn,
} from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

/** On a busy machine. */
const TEST_MS = 90_000;

const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 2 });
const todo = (page: Page) => page.getByRole("region", { name: "Needs you today" });

async function atHome(page: Page, person: Pick<Person, "email">): Promise<void> {
  await signIn(page, person);
  await page.waitForURL((url) => url.pathname === "/home");
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  await todo(page).waitFor();
  await loaded(page);
}

describeInBrowser("the home page", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "is accessible, with charts and with tables: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      await atHome(page, officer);
      await page.locator(".recharts-surface").nth(2).waitFor();
      await expectAccessible(page);
      await shot(page, `home-${look.device}`);
      for (const title of ["Signatures over time", "By policy", "By department"])
        await page.getByRole("button", { name: `Show as table: ${title}` }).click();
      await page.getByRole("table").nth(2).waitFor();
      await expectAccessible(page);
      expect(troubles).toEqual([]);
      await context.close();
    },
    2 * TEST_MS,
  );

  test(
    "with the keyboard alone: from what is to do and back, and from a department to its people",
    async () => {
      const { page, context } = await browser.page();
      await atHome(page, officer);
      await todo(page).getByRole("link").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname !== "/home");
      await page.goBack();
      await heading(page, "Signatures over time").waitFor();
      await page.getByRole("button", { name: "Show as table: By department" }).focus();
      await page.keyboard.press("Enter");
      const table = page.getByRole("region", { name: "By department" }).getByRole("table");
      await table.getByRole("link").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.searchParams.has("department"));
      await page.getByRole("grid", { name: "Acknowledgements" }).waitFor();
      await context.close();
    },
    TEST_MS,
  );

  test(
    "the period of the chart stays in the address",
    async () => {
      const { page, context } = await browser.page({ device: "phone" });
      await atHome(page, officer);
      await page.getByLabel("Period").selectOption("30");
      await page.waitForURL((url) => url.searchParams.get("days") === "30");
      await page.reload();
      await heading(page, "Signatures over time").waitFor();
      expect(await page.getByLabel("Period").inputValue()).toBe("30");
      await context.close();
    },
    TEST_MS,
  );

  test.each([
    ["HR", hr, ["Signatures over time", "Frameworks"], ["Newest signatures"]],
    ["an executive", executive, ["Signatures over time", "Frameworks"], ["Newest signatures"]],
    ["an approver", approver, ["Frameworks"], ["Signatures over time", "Newest signatures"]],
    ["an auditor", auditor, ["Signatures over time", "Frameworks", "Newest signatures"], []],
  ])(
    "%s sees what their role allows",
    async (_, person, there, notThere) => {
      const { page, context, troubles } = await browser.page();
      await atHome(page, person);
      for (const name of there) await heading(page, name).waitFor();
      for (const name of notThere) expect(await heading(page, name).count()).toBe(0);
      expect(await page.getByRole("alert").count()).toBe(0);
      expect(troubles).toEqual([]);
      await context.close();
    },
    TEST_MS,
  );

  test(
    "who only reads and signs lands on what is to read, and has no home page",
    async () => {
      const { page, context } = await browser.page({ device: "phone" });
      await signIn(page, employee);
      await page.waitForURL((url) => url.pathname === "/acknowledgements");
      await page.goto("/home");
      await page.getByRole("heading", { name: "You may not see this page" }).waitFor();
      await context.close();
    },
    TEST_MS,
  );
});
