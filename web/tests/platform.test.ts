import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { linkInMail } from "./harness/mails.ts";
import { appointOperator } from "./harness/operators.ts";
import { administrator, signIn } from "./harness/people.ts";
import { PASSWORD, PLATFORM_MS, type SharedPlatform, sharedPlatform } from "./harness/shared-platform.ts";

const operator = { email: "operator@platform.example" };
const DEMO = "Northwind Bakery Group";

describeInBrowser("operating the platform", () => {
  let platform: SharedPlatform;
  let browser: TestBrowser;
  beforeAll(async () => {
    platform = await sharedPlatform();
    await appointOperator(platform, operator.email);
    browser = await TestBrowser.open(platform.url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "every page is accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      const name = look.device;
      await signIn(page, operator, "/platform/customers");
      await page.getByRole("link", { name: DEMO }).waitFor();
      await expectAccessible(page);
      await shot(page, `customers-${name}`);
      await page.getByRole("link", { name: DEMO }).click();
      await page.getByText(administrator.email).waitFor();
      await page.getByText(/^\d+ of 50$/).waitFor();
      await expectAccessible(page);
      await shot(page, `customer-${name}`);
      await page.getByRole("button", { name: "Change", exact: true }).click();
      await page.getByRole("dialog", { name: "Change the subscription" }).waitFor();
      await expectAccessible(page);
      for (const [path, title] of [
        ["/platform/customers?new=1", "New customer"],
        ["/platform/operators", "Operators"],
      ] as const) {
        await page.goto(path);
        await page.getByRole("heading", { name: title }).first().waitFor();
        await loaded(page);
        await expectAccessible(page);
        await shot(page, `platform-${title}-${name}`);
      }
      expect(troubles).toEqual([]);
      await context.close();
    },
    90_000,
  );

  test("with the keyboard alone: a customer is created, and its first administrator comes in by the mail", async () => {
    const { page, context } = await browser.page();
    const stamp = Date.now();
    const name = `Harbour Dental ${stamp}`;
    const email = `lena.${stamp}@harbour.example`;
    await signIn(page, operator, "/platform/customers");
    await page.getByRole("button", { name: "New customer" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "New customer" }).waitFor();
    await page.keyboard.type(name); // the first field has the focus
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Lena Harbour");
    await page.keyboard.press("Tab");
    await page.keyboard.type(email);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await page.getByText(email, { exact: true }).waitFor();

    const guest = await browser.page();
    await guest.page.goto(await linkInMail(platform.mailFolder, email, /\/invitation\?/));
    await guest.page.getByRole("textbox", { name: "Password" }).first().fill(PASSWORD);
    await guest.page.keyboard.press("Enter");
    await guest.page.getByRole("button", { name: "Account of Lena Harbour" }).waitFor();
    await guest.page.goto("/settings/subscription");
    await guest.page.getByText("0 of 500").waitFor();
    await guest.context.close();

    await page.getByRole("button", { name: "Delete the customer" }).click();
    const dialog = page.getByRole("dialog", { name: `Delete ${name}?` });
    const confirm = dialog.getByRole("button", { name: "Delete the customer" });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill(name);
    await confirm.click();
    await page.getByText(/^Deleted on /).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(`${name} is restored.`).waitFor();
    await page.getByText("0 of 500").waitFor();
    await context.close();
  }, 90_000);

  test("an operator who looks into a customer sees what its administrator sees, and the customer sees that", async () => {
    const { page, context } = await browser.page();
    const reason = `Ticket ${Date.now()}`;
    await signIn(page, operator, "/platform/customers");
    await page.getByRole("link", { name: DEMO }).click();
    await page.getByRole("button", { name: "Look into this customer" }).click();
    await page.getByLabel("Reason").fill(reason);
    await page.getByRole("button", { name: "Look in", exact: true }).click();
    await page.getByText(`You are looking at ${DEMO} as a platform operator.`).waitFor();
    await page.goto("/access/users?q=claire");
    await page.getByRole("link", { name: /Claire Dubois/ }).waitFor();
    await page.getByText(`Reason: ${reason}`).waitFor(); // it survives a reload
    await expectAccessible(page);
    await page.getByRole("button", { name: "Leave" }).click();
    await page.getByRole("heading", { name: DEMO, level: 1 }).waitFor();
    expect(await page.getByText("You are looking at").count()).toBe(0);
    await context.close();

    const customer = await browser.page();
    await signIn(customer.page, administrator, "/audit?type=countersign.common.v1.OperatorAccessed");
    await customer.page.getByText(`(reason: ${reason})`).first().waitFor();
    await customer.context.close();
  }, 90_000);
});
