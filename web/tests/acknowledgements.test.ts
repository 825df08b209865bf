import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { auditor, executive, hr, officer, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

/** On a busy machine. */
const TEST_MS = 90_000;

/** People who have signed nothing; no other test touches them. */
const [LATE, OTHER, EXCUSED] = ["Owen Gallagher", "Mei Tanaka", "Felix Bauer"];

const rows = (page: Page) =>
  page.getByRole("grid", { name: "Acknowledgements" }).locator('[role="row"][data-index]');
const rowCount = async (page: Page): Promise<number> =>
  Number(/^(\d+)/.exec((await page.getByText(/^\d+ rows?$/).textContent()) ?? "")?.[1]);

describeInBrowser("everybody's acknowledgements", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "the table, one of them and the reports are accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      await signIn(page, officer, "/acknowledgements/all?status=signed");
      await rows(page).first().waitFor();
      await expectAccessible(page);
      await shot(page, `acknowledgements-${look.device}`);
      await rows(page).first().getByRole("link").click();
      await page.getByRole("heading", { name: "Proof of the signature" }).waitFor();
      await page.getByText("Text opened").waitFor();
      await expectAccessible(page);
      await shot(page, `acknowledgement-${look.device}`);
      await page.goto("/reports/overdue");
      await page.getByRole("heading", { name: "Escalated" }).waitFor();
      await page.getByRole("heading", { name: "By policy" }).waitFor();
      await expectAccessible(page);
      await shot(page, `overdue-${look.device}`);
      await page.goto("/reports/overdue?view=day");
      await page.getByText("All policies").waitFor();
      await expectAccessible(page);
      expect(troubles).toEqual([]);
      await context.close();
    },
    2 * TEST_MS,
  );

  test(
    "with the keyboard alone: two people are selected and reminded, and the outcome is told in numbers",
    async () => {
      const { page, context } = await browser.page();
      await signIn(page, officer, "/acknowledgements/all");
      await page.getByRole("searchbox", { name: "Person" }).focus();
      await page.keyboard.type(LATE ?? "");
      await page.waitForURL((url) => url.searchParams.get("q") === LATE);
      await page.getByText(/^[1-9] rows?$/).waitFor();
      const all = await rowCount(page);
      await rows(page).first().focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Shift+Space");
      await page.getByRole("button", { name: `Remind ${Math.min(2, all)}` }).focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog");
      await expectAccessible(page);
      await dialog.getByRole("button", { name: /^Send reminders?$/ }).focus();
      await page.keyboard.press("Enter");
      await dialog.getByText(/on their way\.|is on its way\.|No reminder was sent\./).waitFor();
      await expectAccessible(page);
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
      expect(await page.getByRole("button", { name: /^Remind/ }).count()).toBe(0);
      await context.close();
    },
    TEST_MS,
  );

  test(
    "somebody's are all cancelled with a reason, which stands in the history of each",
    async () => {
      const { page, context } = await browser.page();
      await signIn(page, hr, `/acknowledgements/all?q=${encodeURIComponent(EXCUSED ?? "")}`);
      await rows(page).first().waitFor();
      const all = await rowCount(page);
      await page.getByRole("button", { name: "Select all that match" }).click();
      await page.getByRole("button", { name: `Cancel ${all}`, exact: true }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Reason").fill("On secondment until spring");
      await dialog.getByRole("button", { name: /^Cancel (it|all)/ }).click();
      await dialog.getByText(new RegExp(`^${all} acknowledgements? (is|are) cancelled\\.$`)).waitFor();
      await dialog.getByRole("button", { name: "Close" }).last().click();
      await page.getByText("No acknowledgement matches").waitFor();
      await page.goto(`/acknowledgements/all?status=cancelled&q=${encodeURIComponent(EXCUSED ?? "")}`);
      await rows(page).first().getByRole("link").click();
      await page.getByText("On secondment until spring").waitFor();
      await page.getByText("Somebody cancelled it.", { exact: true }).waitFor();
      await context.close();
    },
    TEST_MS,
  );

  test(
    "filters and order stay in the address, and the CSV file holds what they show",
    async () => {
      const { page, context } = await browser.page();
      await signIn(page, executive, "/acknowledgements/all");
      await rows(page).first().waitFor();
      await page.getByRole("combobox", { name: "Department" }).click();
      await page.getByRole("option", { name: "IT", exact: true }).click();
      await page.getByLabel("Due until").fill("2099-12-31");
      await page.getByRole("button", { name: "Due", exact: true }).click();
      await page.waitForURL(
        ({ searchParams: at }) => at.get("to") === "2099-12-31" && at.get("order") === "latest",
      );
      await page.reload();
      await page.locator('[role="columnheader"][aria-sort="descending"]').waitFor();
      await rows(page).first().waitFor();
      const shown = await rowCount(page);
      expect(await rows(page).getByText("IT", { exact: true }).count()).toBe(
        Math.min(shown, await rows(page).count()),
      );
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Export CSV" }).click(),
      ]);
      const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
      expect(lines).toHaveLength(shown + 1);
      await context.close();
    },
    TEST_MS,
  );

  test(
    "who may only look sees no way to remind or cancel",
    async () => {
      const { page, context } = await browser.page();
      await signIn(page, auditor, "/acknowledgements/all");
      await rows(page).first().waitFor();
      expect(await page.getByRole("checkbox", { name: "Select this row" }).count()).toBe(0);
      expect(await page.getByRole("button", { name: "Select all that match" }).count()).toBe(0);
      await rows(page).first().getByRole("link").click();
      await page.getByRole("heading", { name: "What happened" }).waitFor();
      expect(await page.getByRole("button", { name: "Remind" }).count()).toBe(0);
      await page.getByRole("link", { name: "Events of it" }).click();
      await page.waitForURL((url) => url.searchParams.get("subject")?.startsWith("ack_") ?? false);
      await context.close();
    },
    TEST_MS,
  );

  test(
    "on a phone: find somebody, open the obligation, remind",
    async () => {
      const { page, context } = await browser.page({ device: "phone" });
      await signIn(page, officer, "/acknowledgements/all");
      await page.getByRole("button", { name: "Filters" }).click();
      await page.getByRole("searchbox", { name: "Person" }).fill(OTHER ?? "");
      await page.waitForURL((url) => url.searchParams.has("q"));
      await rows(page)
        .first()
        .getByText(OTHER ?? "")
        .click();
      await page.getByRole("heading", { level: 1, name: new RegExp(`${OTHER}$`) }).waitFor();
      await page.getByRole("button", { name: "Remind", exact: true }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Send reminder" }).click();
      await dialog.getByText(/is on its way\.|No reminder was sent\./).waitFor();
      await context.close();
    },
    TEST_MS,
  );

  test(
    "how it stood on a day: a link, a table and a file",
    async () => {
      const { page, context } = await browser.page();
      await signIn(page, executive, "/reports/overdue");
      await page.getByText("On a day", { exact: true }).click();
      await page.getByText("All policies").waitFor();
      await page.goto("/reports/overdue?view=day&day=2020-01-01");
      await page.getByText("Nobody had been asked to sign anything").waitFor();
      await page.goto("/reports/overdue?view=day");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save as CSV" }).click(),
      ]);
      expect((await readFile(await file.path(), "utf8")).split("\r\n").length).toBeGreaterThan(2);
      await context.close();
    },
    TEST_MS,
  );
});
