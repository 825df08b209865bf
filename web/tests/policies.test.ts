import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { callsOf } from "./harness/calls.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { administrator, approver, auditor, officer, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

const editor = (page: Page) => page.getByRole("textbox", { name: "Text of the policy, in Markdown" });
const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^Saved$/ });
const notSaved = (page: Page) =>
  page.getByRole("status").filter({ hasText: "Not saved, kept in this browser" });

/** Opens a policy of the demo by its title, wherever it stands in the list among those that other tests make. */
async function open(page: Page, title: string, path = ""): Promise<string> {
  const calls = await callsOf(await sharedPlatform(), officer);
  const { policies } = await calls(PolicyService).listPolicies({ pageSize: 200 });
  const pathname = `/policies/${policies.find((policy) => policy.title === title)?.id}`;
  await page.goto(`${pathname}${path}`);
  await loaded(page);
  return pathname;
}

/** Makes a policy of one's own, and leads to its editor. */
async function create(page: Page, title: string, template = "Blank policy"): Promise<string> {
  await page.goto("/policies/new");
  await page.getByRole("link", { name: template }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("textbox", { name: "Title" }).fill(title);
  await drawer.getByRole("button", { name: "Create and edit" }).click();
  await editor(page).waitFor();
  return new URL(page.url()).pathname.replace("/edit", "");
}

describeInBrowser("policies", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "every page is accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      const name = look.device;
      await signIn(page, administrator, "/policies");
      await page.locator("main a[href^='/policies/pol_']").first().waitFor();
      await expectAccessible(page);
      await shot(page, `policies-list-${name}`);
      await page.goto("/policies?q=password");
      await page.locator("mark").first().waitFor();
      await expectAccessible(page);
      await shot(page, `policies-search-${name}`);
      await page.goto("/policies/new");
      await page.getByRole("link", { name: "Sample: Remote Working Policy" }).click();
      await page.getByRole("region", { name: "Text of the template" }).getByRole("heading").first().waitFor();
      await expectAccessible(page);
      await shot(page, `policies-new-${name}`);
      const security = await open(page, "Information Security Policy");
      await page.getByText("people have signed").first().waitFor();
      await expectAccessible(page);
      await shot(page, `policies-overview-${name}`);
      await page.goto(`${security}/versions`);
      await page.getByText("Lines added:").waitFor();
      await expectAccessible(page);
      await shot(page, `policies-versions-${name}`);
      await page.goto(`${security}/configurations`);
      await page.getByText("vulnerability_sla", { exact: true }).waitFor();
      await expectAccessible(page);
      await shot(page, `policies-values-${name}`);
      await open(page, "Use of Generative AI", "/edit");
      await editor(page).waitFor();
      await expectAccessible(page);
      await shot(page, `policies-edit-${name}`);
      await page.getByRole("button", { name: "Submit for approval" }).click();
      await page.getByRole("dialog", { name: "Submit for approval" }).waitFor();
      await expectAccessible(page);
      await shot(page, `policies-submit-${name}`);
      await open(page, "Use of Generative AI", "/edit?part=rules");
      await page.getByRole("heading", { name: "Audience" }).waitFor();
      await loaded(page);
      await expectAccessible(page);
      await shot(page, `policies-rules-${name}`);
      await page.goto("/templates");
      await page.getByRole("link", { name: "Sample: Acceptable Use Policy" }).click();
      await page.getByRole("button", { name: "What changed" }).waitFor();
      await expectAccessible(page);
      await shot(page, `templates-one-${name}`);
      expect(troubles).toEqual([]);
      await context.close();
    },
    150_000,
  );

  test("with the keyboard alone: a policy is made from a template, written and sent to its approvers", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, officer, "/policies");
    const press = async (role: "link" | "button", name: string): Promise<void> => {
      await page.getByRole(role, { name }).first().focus();
      await page.keyboard.press("Enter");
    };
    await press("link", "New policy");
    await page.getByRole("heading", { name: "New policy", level: 1 }).waitFor();
    await press("link", "Sample: Remote Working Policy");
    const title = page.getByRole("dialog").getByRole("textbox", { name: "Title" });
    await title.waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Working from anywhere");
    await page.keyboard.press("Enter");
    await editor(page).waitFor();
    await editor(page).focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Ask your lead before you go abroad.");
    await page
      .getByRole("region", { name: "As people will read it" })
      .getByText("Ask your lead before you go abroad.")
      .waitFor();
    await saved(page).waitFor();
    const missing = await page.getByRole("button", { name: /no value yet/ }).count();
    expect(missing).toBe(0);
    await press("button", "Submit for approval");
    const dialog = page.getByRole("dialog", { name: "Submit for approval" });
    await dialog.getByRole("textbox", { name: "A word to the approvers" }).focus();
    await page.keyboard.type("Please by Friday.");
    await dialog.getByRole("button", { name: "Submit", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Version 1 waits for approval$/ }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);

  test("on a phone: writing and preview stand behind each other, and what is written saves itself", async () => {
    const { page, context } = await browser.page({ device: "phone" });
    await signIn(page, officer, "/policies");
    const path = await create(page, "Phones on the shop floor");
    await editor(page).click();
    await page.keyboard.type("# Phones\n\nNo phones near an oven.");
    await saved(page).waitFor();
    await page.getByText("Preview", { exact: true }).click();
    await page
      .getByRole("region", { name: "As people will read it" })
      .getByText("No phones near an oven.")
      .waitFor();
    await expectAccessible(page);
    await page.goto(path);
    await page.getByText("No phones near an oven.").waitFor();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Archive this policy" }).click();
    await page.getByRole("button", { name: "Archive the policy" }).click();
    await page.getByRole("heading", { name: "This policy is archived" }).waitFor();
    await context.close();
  }, 60_000);

  test("when somebody else saved the same text first, both are compared and none is lost", async () => {
    const { page, context } = await browser.page();
    await signIn(page, officer, "/policies");
    const path = await create(page, "Bread for the staff");
    await editor(page).click();
    await page.keyboard.type("Everyone takes one loaf.");
    await saved(page).waitFor();
    page.on("dialog", (dialog) => void dialog.accept());
    await page.route("**/UpdatePolicy", (route) => route.abort());
    await page.keyboard.type(" On Fridays two.");
    await notSaved(page).waitFor();
    const other = await context.newPage();
    await other.goto(`${path}/edit`);
    await editor(other).click();
    await other.keyboard.press("Control+a");
    await other.keyboard.type("Everyone takes two loaves.");
    await other.getByText("Everyone takes two loaves.").nth(1).waitFor();
    await saved(other).waitFor();
    await other.close();
    await page.bringToFront();
    await page.unroute("**/UpdatePolicy");
    await editor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("!");
    await page.getByText("Somebody else saved first").waitFor();
    const compared = page.getByRole("region", { name: "Both texts compared" });
    await compared.getByText("two loaves").waitFor();
    await compared.getByText("On Fridays two.").waitFor();
    await expectAccessible(page);
    await shot(page, "policies-conflict");
    await page.reload();
    await page.getByText("Somebody else saved first").waitFor();
    expect(await editor(page).textContent()).toContain("On Fridays two.");
    await page.getByRole("button", { name: "Use theirs" }).click();
    await editor(page).filter({ hasText: "two loaves" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await editor(page).filter({ hasText: "one loaf" }).waitFor();
    await saved(page).waitFor();
    await page.reload();
    await editor(page).waitFor();
    expect(await editor(page).textContent()).toBe("Everyone takes one loaf. On Fridays two.!");
    await context.close();
  }, 90_000);

  test("what could not be saved survives a reload", async () => {
    const { page, context } = await browser.page();
    await signIn(page, officer, "/policies");
    await create(page, "Lost and found");
    await page.route("**/UpdatePolicy", (route) => route.abort());
    await editor(page).click();
    await page.keyboard.type("Found things go to the front desk.");
    await notSaved(page).waitFor();
    page.on("dialog", (dialog) => void dialog.accept());
    await page.unroute("**/UpdatePolicy");
    await page.reload();
    await page.getByText("Your unsaved changes are here again").waitFor();
    await saved(page).waitFor();
    expect(await editor(page).textContent()).toBe("Found things go to the front desk.");
    await context.close();
  }, 60_000);

  test("a value is proposed by one, approved by another, and stands in the text", async () => {
    const { page, context } = await browser.page();
    await signIn(page, officer, "/policies");
    const path = await create(page, "Cold chain");
    await editor(page).click();
    await page.keyboard.type("Report a broken fridge within {{fridge_report}}.");
    await saved(page).waitFor();
    await page.getByRole("button", { name: "Submit for approval" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Go to the values" }).click();
    const dialog = page.getByRole("dialog", { name: "Value of “fridge_report”" });
    await dialog.getByRole("textbox", { name: "Value" }).fill("2");
    await dialog.getByRole("button", { name: "Propose", exact: true }).click();
    await page.getByText("You proposed it, so somebody else decides.").waitFor();
    const decider = await browser.page();
    await signIn(decider.page, approver, `${path}/configurations`);
    await decider.page.getByRole("button", { name: "Approve" }).click();
    await decider.page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await decider.page.getByText("Since").waitFor();
    await page.goto(`${path}/edit`);
    await page.getByRole("button", { name: "fridge_report: 2 days" }).waitFor();
    await page.getByText("Report a broken fridge within 2 days.").waitFor();
    await decider.context.close();
    await context.close();
  }, 90_000);

  test("texts are searched, filters stay in the address, and who may only look changes nothing", async () => {
    const { page, context } = await browser.page();
    await signIn(page, auditor, "/policies?state=PUBLISHED");
    await page.getByRole("link", { name: "Acceptable Use Policy", exact: true }).waitFor();
    expect(await page.getByRole("link", { name: "Incident Response Plan" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "New policy" }).count()).toBe(0);
    await page.getByLabel("Search in texts").fill("passphrase");
    await page
      .locator("mark", { hasText: /passphrase/i })
      .first()
      .waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe("passphrase");
    await page.getByRole("link", { name: "Information Security Policy" }).click();
    await page.getByText("people have signed").first().waitFor();
    expect(await page.getByRole("link", { name: "Edit", exact: true }).count()).toBe(0);
    await page.goto(`${new URL(page.url()).pathname}/edit`);
    await page.getByText("You may not see this page").waitFor();
    await context.close();
  }, 60_000);

  test("a company writes a template of its own, with versions that can be compared", async () => {
    const { page, context } = await browser.page();
    await signIn(page, officer, "/templates");
    await page.getByRole("button", { name: "New template" }).click();
    await page.getByRole("textbox", { name: "Title" }).fill("Site rules");
    await editor(page).click();
    await page.keyboard.type("Wear a hairnet.");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByRole("heading", { name: "Site rules", level: 1 }).waitFor();
    await page.getByRole("button", { name: "New version" }).click();
    await page.getByRole("textbox", { name: "What changes" }).fill("Adds shoes.");
    await editor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" And safety shoes.");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByRole("button", { name: "What changed" }).click();
    await page.locator("ins", { hasText: "And safety shoes." }).waitFor();
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("“Site rules” is withdrawn").waitFor();
    await context.close();
  }, 60_000);
});
