import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { auditor, executive, officer, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

/** Opens a framework's progress from the overview. */
async function openFramework(page: Page, title: string): Promise<void> {
  await page.goto("/compliance");
  await page.getByRole("link", { name: title, exact: true }).click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
  await page.getByRole("heading", { level: 3 }).first().waitFor();
}

/** Chooses a policy in the open dialog and maps it; nothing but keys. */
async function mapByKeys(page: Page, words: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Policies" }).waitFor();
  await page.keyboard.type(words); // the field has the focus
  await page.getByRole("option", { name: new RegExp(words) }).waitFor();
  expect(await page.getByRole("option").count()).toBe(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Map 1 policy" }).focus();
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
}

describeInBrowser("compliance", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "every page is accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      const check = async (name: string): Promise<void> => {
        await loaded(page);
        await expectAccessible(page);
        await shot(page, `compliance-${name}-${look.device}`);
      };
      await signIn(page, officer, "/compliance");
      await page.getByRole("link", { name: "All requirements of SOC 2" }).waitFor();
      await check("overview");
      await page.goto("/compliance?add=1");
      await page.getByRole("radio", { name: /HIPAA/ }).check();
      await page.getByText("It brings 81 requirements:").waitFor();
      await check("add");
      await openFramework(page, "SOC 2");
      await check("detail");
      await page.getByRole("link", { name: "The whole framework" }).click();
      await page.getByRole("textbox", { name: "Search" }).waitFor();
      await check("framework");
      await page.getByRole("button", { name: "Add a requirement" }).click();
      await page.getByRole("dialog", { name: "Add a requirement" }).waitFor();
      await check("requirement");
      await page.goto("/audits");
      await page.getByRole("link", { name: "SOC 2", exact: true }).waitFor();
      await check("audits");
      await page.getByRole("link", { name: "SOC 2", exact: true }).click();
      await page.getByRole("heading", { name: "Record the result" }).waitFor();
      await check("audit");
      await page.goto("/audits?plan=1");
      await page.getByRole("dialog", { name: "Plan an audit" }).waitFor();
      await check("plan");
      expect(troubles).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test("with the keyboard alone: a gap gets a policy; taken back, it is a gap again", async () => {
    const { page, context } = await browser.page();
    await signIn(page, officer, "/compliance");
    await page.getByRole("link", { name: "Show 80 gaps" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "ISO/IEC 27001", level: 1 }).waitFor();
    expect(new URL(page.url()).searchParams.get("gaps")).toBe("1");
    const map = page.getByRole("button", { name: "Map policies to A.8.1", exact: true });
    await map.focus();
    await page.keyboard.press("Enter");
    await mapByKeys(page, "Acceptable Use");
    await page.getByText("79 gaps").waitFor();
    await map.waitFor({ state: "detached" }); // only gaps are shown
    await page.getByRole("switch", { name: "Gaps only" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Remove “Acceptable Use Policy” from A.8.1" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("80 gaps").waitFor();
    await page.getByText("“Acceptable Use Policy” is removed from A.8.1.").waitFor();
    await page.getByRole("button", { name: "Undo" }).last().focus();
    await page.keyboard.press("Enter");
    await page.getByText("79 gaps").waitFor();
    await context.close();
  }, 90_000);

  test("what somebody else maps shows without a reload", async () => {
    const { page, context } = await browser.page();
    await signIn(page, officer);
    await openFramework(page, "GDPR");
    const other = await context.newPage();
    await openFramework(other, "GDPR");
    await other.getByRole("button", { name: "Map policies to GDPR" }).click();
    await mapByKeys(other, "Information Security");
    await page.getByRole("button", { name: "Remove “Information Security Policy” from GDPR" }).waitFor();
    await context.close();
  }, 90_000);

  test("a requirement of one's own: refused where the identifier is taken, changed, deleted when it is not used", async () => {
    const { page, context } = await browser.page();
    await signIn(page, officer);
    await page.goto("/compliance");
    await page.getByRole("link", { name: "All requirements of GDPR" }).click();
    await page.getByRole("button", { name: "Add a requirement" }).click();
    await page.getByRole("textbox", { name: "Identifier" }).fill("art. 30");
    await page.getByRole("textbox", { name: "Title" }).fill("Register of web shops");
    await page.getByRole("button", { name: "Add it" }).click();
    await page.getByText("This identifier is taken in the framework").waitFor();
    await page.getByRole("textbox", { name: "Identifier" }).fill("NW-1");
    await page.getByRole("button", { name: "Add it" }).click();
    await page.getByRole("heading", { name: "Your own", level: 3 }).waitFor();
    await page.getByRole("button", { name: "Edit NW-1" }).click();
    await page.getByRole("textbox", { name: "Title" }).fill("Register of all web shops");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Register of all web shops").waitFor();
    await page.getByRole("button", { name: "Delete NW-1" }).click();
    await page.getByText("Register of all web shops").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Register of all web shops").waitFor();
    await page.goto(`${page.url()}?own=1&q=web`);
    await page.getByText("Register of all web shops").waitFor();
    expect(await page.getByText("Art. 5(1)", { exact: true }).count()).toBe(0);
    await context.close();
  }, 90_000);

  test("on a phone: a framework is added, planned to be audited, and the result is recorded", async () => {
    const { page, context, troubles } = await browser.page({ device: "phone" });
    await signIn(page, officer, "/compliance");
    await page.getByRole("button", { name: "Add a framework" }).click();
    await page.getByRole("radio", { name: /PCI DSS/ }).check();
    await page.getByText("It brings 63 requirements:").waitFor();
    await page.getByRole("button", { name: "Add it" }).click();
    await page.getByRole("heading", { name: "PCI DSS", level: 1 }).waitFor();
    await page.getByText("63 gaps").waitFor();
    await page.getByRole("link", { name: "Plan one" }).click();
    const dialog = page.getByRole("dialog", { name: "Plan an audit" });
    await dialog.getByLabel("When").fill("2040-03-05T09:30");
    await dialog.getByRole("textbox", { name: "Auditor" }).fill("Ovens & Partners");
    await dialog.getByRole("button", { name: "Plan it" }).click();
    await page.getByText("The audit of PCI DSS is planned.").waitFor();
    await page.getByRole("link", { name: "PCI DSS", exact: true }).click();
    await page.getByRole("radio", { name: "Passed" }).check();
    await page.getByRole("textbox", { name: "Notes on the result" }).fill("Nothing found.");
    await page.getByRole("button", { name: "Record it" }).click();
    await page.getByText("The result is recorded.").waitFor();
    await page.getByText("Nothing found.").waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 90_000);

  test("who only reads sees everything and changes nothing", async () => {
    for (const person of [auditor, executive]) {
      const { page, context, troubles } = await browser.page();
      await signIn(page, person);
      await openFramework(page, "SOC 2");
      expect(await page.getByRole("button", { name: /^Map|^Remove|^Edit/ }).count()).toBe(0);
      await page.goto("/audits?state=SCHEDULED");
      await page.getByRole("link", { name: "SOC 2", exact: true }).click();
      await page.getByText("Harbour & Lane Assurance").first().waitFor();
      expect(await page.getByRole("button", { name: "Record it" }).count()).toBe(0);
      expect(troubles).toEqual([]);
      await context.close();
    }
  }, 90_000);
});
