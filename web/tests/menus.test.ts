import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { appointOperator } from "./harness/operators.ts";
import {
  administrator,
  approver,
  auditor,
  employee,
  executive,
  hr,
  officer,
  signIn,
} from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

const operator = { email: "menus@platform.example" };

describeInBrowser("the menu", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    const platform = await sharedPlatform();
    await appointOperator(platform, operator.email);
    browser = await TestBrowser.open(platform.url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each([
    ["an operator of the platform", operator, 4],
    ["an administrator", administrator, 15],
    ["a compliance officer", officer, 15],
    ["an approver", approver, 5],
    ["HR", hr, 10],
    ["an executive", executive, 8],
    ["an auditor", auditor, 10],
    ["an employee", employee, 3],
  ] as const)(
    "has nothing for %s that doesn't open",
    async (_, person, least) => {
      const { page, context, troubles } = await browser.page();
      await signIn(page, person, "/me");
      const paths = await entriesOf(page);
      expect(paths.length).toBeGreaterThanOrEqual(least);
      const shown: Record<string, string> = {};
      for (const path of paths) shown[path] = await open(page, path);
      expect(shown).toEqual(Object.fromEntries(paths.map((path) => [path, "opens"])));
      expect(troubles).toEqual([]);
      await context.close();
    },
    90_000,
  );
});

const menu = (page: Page) => page.getByRole("navigation", { name: "Main navigation" });

async function entriesOf(page: Page): Promise<string[]> {
  await menu(page).getByRole("link").first().waitFor();
  const links = await menu(page).getByRole("link").all();
  return Promise.all(links.map(async (link) => (await link.getAttribute("href")) ?? ""));
}

/** Opens an entry of the menu, and tells what stands where it should not. */
async function open(page: Page, path: string): Promise<string> {
  await menu(page).locator(`a[href="${path}"]`).click();
  await page.waitForURL((url) => url.pathname === path);
  await page.locator("#content h1").first().waitFor();
  await loaded(page);
  const refusal = page
    .locator("#content")
    .getByText(/^(That did not work|You may not see this page|There is no such page)$/);
  return (await refusal.count()) === 0 ? "opens" : ((await refusal.first().textContent()) ?? "");
}
