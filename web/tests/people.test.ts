import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { hr, officer, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

/** Makes addresses of this run its own. */
const RUN = randomBytes(3).toString("hex");

const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });

/** Goes to somebody's profile by the search of the table. */
async function openProfile(page: Page, name: string): Promise<void> {
  await page.goto(`/employees?q=${encodeURIComponent(name.split(" ")[0] ?? "")}`);
  await page.getByRole("link", { name: new RegExp(name) }).click();
  await heading(page, name).waitFor();
  await page.getByRole("heading", { name: "Details" }).waitFor();
  await loaded(page);
}

/** Chooses a CSV file on the page of imports. */
async function chooseFile(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.goto("/employees/import");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
  await page.getByText(name).waitFor();
}

const REFUSED_FILE = [
  "Vorname;Nachname;E-Mail;Abteilung;Eintrittsdatum;Status",
  `Ada;Probst;ada.${RUN}@northwind.example;Finance;2026-02-01;inactive`,
  "Bela;Falsch;bela.falsch;Finance;01.02.2026;inactive",
];

describeInBrowser("people", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "every page is accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      const seen = async (name: string): Promise<void> => {
        await loaded(page);
        await expectAccessible(page);
        await shot(page, `people-${name}-${look.device}`);
      };
      await signIn(page, hr, "/employees");
      await page.getByRole("link", { name: /Abigail Stone/ }).waitFor();
      await seen("list");
      await page.getByRole("button", { name: "Add a person" }).click();
      await page.getByRole("dialog", { name: "Add a person" }).waitFor();
      await seen("new");
      await openProfile(page, "Leila Benali");
      await seen("profile");
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: "Delete for good" }).click();
      await page.getByRole("dialog", { name: "Delete Leila Benali for good?" }).waitFor();
      await seen("delete");
      await page.goto("/employees/import");
      await heading(page, "Import people").waitFor();
      await seen("import");
      await chooseFile(page, "people.csv", REFUSED_FILE);
      await seen("columns");
      await page.getByRole("button", { name: "Check only" }).click();
      await heading(page, "Check of an import").waitFor();
      await page.getByRole("heading", { name: "Refused rows" }).waitFor();
      await seen("import-done");
      await page.goto("/groups");
      await page.getByRole("link", { name: "First responders" }).waitFor();
      await seen("groups");
      await page.getByRole("link", { name: "First responders" }).click();
      await page.getByRole("link", { name: /Ingrid Solheim/ }).waitFor();
      await seen("group");
      expect(troubles).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test("with the keyboard alone: somebody joins, is asked to sign, goes on leave and leaves", async () => {
    const { page, context, troubles } = await browser.page();
    const press = async (name: string | RegExp, role: "button" | "menuitem" = "button"): Promise<void> => {
      await page.getByRole(role, { name, exact: true }).focus();
      await page.keyboard.press("Enter");
    };
    await signIn(page, hr, "/employees");
    await press("Add a person");
    await page.getByRole("dialog", { name: "Add a person" }).waitFor();
    await page.keyboard.type("Zelda Tastatur");
    await page.keyboard.press("Tab");
    await page.keyboard.type(`zelda.${RUN}@northwind.example`);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Archive");
    await page.keyboard.press("Escape");
    await press("Add this person");
    await heading(page, "Zelda Tastatur").waitFor();
    const duties = page.getByRole("region", { name: "Policies that apply" });
    await duties.getByText("Information Security Policy").waitFor();
    await press("Ask to sign");
    const dialog = page.getByRole("dialog", { name: "Ask Zelda Tastatur to sign" });
    await dialog.getByRole("combobox", { name: "Policy" }).waitFor();
    await page.keyboard.type("Food Safety");
    await page.getByRole("option").nth(1).waitFor({ state: "detached" });
    await page.getByRole("option", { name: /Food Safety/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Ask to sign" }).focus();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Asked for by hand", { exact: false }).last().waitFor();
    await press("Put on leave");
    await page.getByText("On leave", { exact: true }).waitFor();
    await press("End the leave");
    await page.getByText("Works here", { exact: true }).waitFor();
    await press("More actions");
    await press("Mark as left", "menuitem");
    await page.getByRole("dialog", { name: "Mark Zelda Tastatur as left?" }).waitFor();
    await press("Mark as left");
    await page.getByText("Has left", { exact: true }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 90_000);

  test("a file is checked, then imported; refused rows can be downloaded, also after a reload", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, hr, "/employees");
    await chooseFile(page, "staff.csv", REFUSED_FILE);
    expect(await page.getByLabel("Vorname means").inputValue()).toBe("first_name");
    await page.getByLabel("Abteilung means").selectOption("email");
    await page.getByText("“Email address” is chosen twice.", { exact: false }).waitFor();
    await page.getByLabel("Abteilung means").selectOption("department");
    await page.getByRole("cell", { name: "Ada Probst" }).waitFor();
    await page.getByRole("button", { name: "Check only" }).click();
    await page.getByText("Checked only: nothing was changed.", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Import now" }).click();
    await heading(page, "Import of people").waitFor();
    await page.getByText("“bela.falsch” is not an email address.").waitFor();
    await page.reload();
    await page.getByText("“bela.falsch” is not an email address.").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download refused rows" }).click(),
    ]);
    const saved = readFileSync(await download.path(), "utf8");
    expect(saved).toContain("Bela Falsch,bela.falsch,Finance,01.02.2026");
    expect(saved).not.toContain("Ada Probst");
    await page.goto(`/employees?status=INACTIVE&q=ada.${RUN}`);
    await page.getByRole("link", { name: /Ada Probst/ }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 90_000);

  test("on a phone: many are put into a new group, one is taken out again and comes back by undo", async () => {
    const { page, context, troubles } = await browser.page({ device: "phone" });
    await signIn(page, hr, "/employees?department=Finance");
    await page.getByRole("link", { name: /Amara Diallo/ }).waitFor();
    for (const name of [/Amara Diallo/, /Victor Almeida/])
      await page.getByRole("row", { name }).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Add to a group" }).click();
    await page.getByRole("combobox", { name: "Group", exact: true }).last().fill(`Pocket people ${RUN}`);
    await page.getByText("It will be created.", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Add 2 people" }).click();
    await page.getByText(`2 people added to “Pocket people ${RUN}”`).waitFor();
    await page.goto(`/groups?q=pocket people ${RUN}`);
    await page.getByRole("link", { name: `Pocket people ${RUN}` }).click();
    await page.getByText("2 people belong to it.").waitFor();
    const amara = page.getByRole("row", { name: /Amara Diallo/ });
    await amara.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Take out of the group" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await amara.waitFor();
    await page.getByRole("button", { name: "Delete the group" }).click();
    await page
      .getByRole("dialog", { name: `Delete the group “Pocket people ${RUN}”?` })
      .getByRole("button", { name: "Delete the group" })
      .click();
    await heading(page, "Groups").waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 90_000);

  test("when somebody else saved first, nothing is lost and nothing is overwritten unasked", async () => {
    const { page, context } = await browser.page();
    await signIn(page, hr, "/employees");
    await openProfile(page, "Pavel Dvorak");
    const other = await context.newPage();
    await other.goto(page.url());
    const bar = (where: Page) => where.getByRole("region", { name: "Changes not saved yet" });
    await other.getByRole("combobox", { name: "Location" }).fill("Eugene");
    await page.getByRole("combobox", { name: "Employment type" }).fill("part-time");
    await bar(other).getByRole("button", { name: "Save" }).click();
    await bar(other).waitFor({ state: "detached" });
    await bar(page).getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else saved first").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show what was saved" }).click();
    await bar(page).waitFor({ state: "detached" });
    expect(await page.getByRole("combobox", { name: "Location" }).inputValue()).toBe("Eugene");
    expect(await page.getByRole("combobox", { name: "Employment type" }).inputValue()).not.toBe("part-time");
    await context.close();
  }, 60_000);

  test("a compliance officer sees what applies to somebody and why, goes on to the events, and changes nothing", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, officer, "/employees");
    expect(await page.getByRole("button", { name: "Add a person" }).count()).toBe(0);
    await openProfile(page, "Leila Benali");
    await page.getByText("Works in the department Quality", { exact: false }).waitFor();
    await page.getByText("You may look at people, but not change them.").waitFor();
    expect(await page.getByRole("combobox", { name: "Location" }).isEditable()).toBe(false);
    expect(await page.getByRole("button", { name: "Ask to sign" }).count()).toBe(1);
    await page.getByRole("link", { name: "Events" }).click();
    await heading(page, "Event log").waitFor();
    expect(new URL(page.url()).searchParams.get("subject")).toMatch(/^emp_/);
    await page.goto("/employees/import");
    await page.getByText("You may not see this page").waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);
});
