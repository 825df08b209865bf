import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { auditor, employee, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

const PUBLISHED = "countersign.policy.v1.PolicyPublished";
const rows = (page: Page) =>
  page.getByRole("grid", { name: "Event log" }).locator('[role="row"][data-index]');

describeInBrowser("the event log", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "the list and an event are accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      await signIn(page, auditor, "/audit");
      await rows(page).first().waitFor();
      await expectAccessible(page);
      await shot(page, `audit-${look.device}`);
      await rows(page).first().getByRole("link").click();
      await page.getByRole("button", { name: /JSON/ }).click();
      await page.getByRole("region", { name: "The event as recorded" }).waitFor();
      await expectAccessible(page);
      await shot(page, `audit-event-${look.device}`);
      expect(troubles).toEqual([]);
      await context.close();
    },
    60_000,
  );

  test("with the keyboard alone: narrow it to a kind of event, open one, see all events of its object", async () => {
    const { page, context } = await browser.page();
    await signIn(page, auditor, "/audit");
    await rows(page).first().waitFor();
    await page.getByRole("combobox", { name: "Kind of event" }).focus();
    await page.keyboard.type("Policy published");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("type") === PUBLISHED);
    await page.getByText(/^Published version 2 of “Information Security Policy”$/).waitFor();
    await rows(page).first().focus();
    await page.keyboard.press("Enter");
    const details = page.getByRole("dialog", { name: "Policy published" });
    await details.waitFor();
    const narrow = details.getByRole("button", { name: "All events of this object" });
    await narrow.focus();
    await page.keyboard.press("Enter");
    await details.waitFor({ state: "detached" });
    const { searchParams } = new URL(page.url());
    expect(searchParams.get("subject")).toMatch(/^pol_/);
    await page.reload();
    await page
      .getByText(/^Published version/)
      .first()
      .waitFor();
    expect(new URL(page.url()).searchParams.get("type")).toBe(PUBLISHED);
    await context.close();
  });

  test("a link from any object shows that object's events", async () => {
    const { page, context } = await browser.page();
    await signIn(page, auditor, `/audit?type=${PUBLISHED}`);
    await rows(page).first().getByRole("link").click();
    const details = page.getByRole("dialog", { name: "Policy published" });
    const subject = (await details.getByLabel("About").textContent()) ?? "";
    await page.goto(`/audit?subject=${subject}&type=countersign.policy.v1.PolicyCreated`);
    await page.getByText(/^Created the policy/).waitFor();
    expect(await page.getByLabel("Object").inputValue()).toBe(subject);
    expect(await rows(page).count()).toBe(1);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForURL((url) => url.search === "");
    await context.close();
  });

  test("whoever may not read the ledger is told so", async () => {
    const { page, context } = await browser.page();
    await signIn(page, employee, "/audit");
    await page.getByRole("heading", { name: "You may not see this page" }).waitFor();
    await context.close();
  });
});
