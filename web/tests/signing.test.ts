import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { compactVerify, importJWK } from "jose";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { employee, readers, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

describeInBrowser("reading and signing", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS.map((look, i) => ({ ...look, person: readers[5 + i] })))(
    "an employee signs what waits and keeps the receipt: $device",
    async ({ device, person }) => {
      const { page, context, troubles } = await browser.page({ device });
      await signIn(page, person ?? employee, "/acknowledgements");
      await page.getByRole("heading", { name: "To read", level: 1 }).waitFor();
      const policies = page.locator("main ul a");
      await policies.first().waitFor();
      await expectAccessible(page);
      await shot(page, `to-read-${device}`);

      const waiting = await policies.count();
      const title = (await policies.first().locator("p").first().textContent()) ?? "";
      await policies.first().click();
      await page.getByRole("heading", { name: title, level: 1 }).waitFor();
      await page.getByRole("button", { name: "Sign", exact: true }).waitFor();
      await expectAccessible(page);
      await shot(page, `reader-${device}`);
      await page.getByLabel("Your full name").fill(person?.name ?? "");
      await shot(page, `sign-${device}`);
      await page.getByRole("button", { name: "Sign", exact: true }).click();
      await page.getByRole("heading", { name: "Signed", level: 2 }).waitFor();
      await expectAccessible(page);

      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: `Receipt for “${title}”` }).click();
      const receipt = JSON.parse(await readFile(await (await download).path(), "utf8"));
      const key = await importJWK(receipt.public_key, "EdDSA");
      const { payload } = await compactVerify(receipt.receipt, key);
      expect(JSON.parse(new TextDecoder().decode(payload)).typed_name).toBe(person?.name);

      await page.goto("/signed");
      await page.getByRole("link", { name: title }).first().waitFor();
      await expectAccessible(page);
      await shot(page, `signed-${device}`);
      await page.goto("/acknowledgements");
      await page.getByRole("heading", { name: "To read", level: 1 }).waitFor();
      await page.waitForFunction(
        (count) => document.querySelectorAll("main ul a").length === count,
        waiting - 1,
      );
      expect(troubles).toEqual([]);
      await context.close();
    },
    90_000,
  );

  test("what changed since the last signature is shown word by word, and signed by keyboard alone", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, employee);
    const link = page.getByRole("link", { name: /Information Security Policy/ });
    await link.waitFor();
    await link.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "What changed since you last signed" }).waitFor();
    const show = page.getByRole("button", { name: "Show the changes word by word" });
    await show.focus();
    await page.keyboard.press("Enter");
    await page.locator("ins").first().waitFor();
    await expectAccessible(page);
    await shot(page, "changes-desk-light");
    const toSign = page.getByRole("link", { name: "Go to the signature" });
    await toSign.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(
      await page.evaluate(
        () => document.activeElement?.getAttribute("name") ?? document.activeElement?.tagName,
      ),
    ).toBe("INPUT");
    await page.keyboard.press("Enter");
    await page.getByText("Type your name to sign.").waitFor();
    await page.keyboard.type(employee.name);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Signed", level: 2 }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });

  test("at 200 % zoom nothing sticks out", async () => {
    const { page, context } = await browser.page({ device: "phone" });
    await page.setViewportSize({ width: 320, height: 400 });
    await signIn(page, readers[9] ?? employee);
    await page.locator("main ul a").first().click();
    await page.getByRole("button", { name: "Sign", exact: true }).waitFor();
    await expectAccessible(page);
    await page.goto("/me");
    await page.getByRole("heading", { name: "Where you are signed in" }).waitFor();
    await expectAccessible(page);
    await context.close();
  });
});
