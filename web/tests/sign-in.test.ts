import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { linkInMail } from "./harness/mails.ts";
import { type Person, readers, signIn } from "./harness/people.ts";
import { PASSWORD, PLATFORM_MS, type SharedPlatform, sharedPlatform } from "./harness/shared-platform.ts";

const reader = (number: number): Person => {
  const person = readers[number];
  if (!person) throw new Error(`the demo has no reader ${number}`);
  return person;
};

describeInBrowser("signing in", () => {
  let platform: SharedPlatform;
  let browser: TestBrowser;
  beforeAll(async () => {
    platform = await sharedPlatform();
    browser = await TestBrowser.open(platform.url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "every page before the sign-in is accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      for (const path of ["", "/request-link", "/company"]
        .map((end) => `/sign-in${end}`)
        .concat([
          "/forgot-password",
          "/reset-password?token=x",
          "/invitation?token=x",
          "/sign-in?failed=LOGIN_DENIED",
          "/sign-in/link?token=x",
        ])) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        if (path.includes("token=x") && path.includes("link")) await page.getByRole("alert").waitFor();
        await expectAccessible(page);
        await shot(page, `sign-in${path.replaceAll(/\W+/g, "-")}-${look.device}`);
      }
      expect(troubles).toEqual([]);
      await context.close();
    },
    120_000,
  );

  test("a link leads to the sign-in and back, by keyboard alone", async () => {
    const { page, context, troubles } = await browser.page();
    await page.goto("/signed");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.keyboard.type(reader(0).email); // the first field has the focus
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Signed", level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/signed");
    expect(await page.evaluate(() => document.cookie)).toBe(""); // scripts see no token
    expect(troubles).toEqual([]);
    await context.close();
  });

  test("a wrong password is said in words, where it is read out", async () => {
    const { page, context } = await browser.page({ language: "de" });
    await page.goto("/sign-in");
    await page.getByLabel("E-Mail-Adresse").fill("nobody@northwind.example");
    await page.getByRole("textbox", { name: "Passwort" }).fill("not the password");
    await page.getByRole("button", { name: "Anmelden", exact: true }).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).toContain("stimmt nicht");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
    await context.close();
  });

  test("an authenticator is set up with its codes, and asked for at the next sign-in", async () => {
    const person = reader(1);
    const { page, context, troubles } = await browser.page();
    await signIn(page, person, "/me");
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByRole("textbox", { name: "Current password" }).last().fill(PASSWORD);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
    await expectAccessible(page);
    const secret = (await page.locator("pre").textContent())?.replaceAll(" ", "") ?? "";
    await page
      .getByLabel("Code from the app")
      .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("Keep these codes somewhere safe").waitFor();
    const recoveryCode = (await page.locator("pre").textContent())?.split("\n")[0] ?? "";
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("10 recovery codes left").waitFor();
    await context.close();

    const again = await browser.page({ device: "phone", scheme: "dark" });
    await enterPassword(again.page, person);
    await again.page.getByRole("heading", { name: "One more step" }).waitFor();
    await expectAccessible(again.page);
    await shot(again.page, "code-step-phone-dark");
    await again.page.getByRole("button", { name: "Use a recovery code" }).click();
    await again.page.getByLabel("Recovery code").fill(recoveryCode);
    await again.page.getByRole("button", { name: "Continue" }).click();
    await again.page.getByRole("heading", { name: "To read" }).waitFor();
    expect([...troubles, ...again.troubles]).toEqual([]);
    await again.context.close();
  });

  test("a link by mail signs an employee in and leads to where they wanted to go", async () => {
    const person = reader(2);
    const { page, context } = await browser.page({ device: "phone" });
    await page.goto("/signed");
    await page.getByRole("link", { name: "Send me a link by mail" }).click();
    await page.getByRole("button", { name: "Send the link" }).waitFor(); // the page before has such a field, too
    await page.getByLabel("Email address").fill(person.email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText("Look into your mail").waitFor();
    await page.goto(await linkInMail(platform.mailFolder, person.email, /\/sign-in\/link\?token=/));
    await page.getByRole("heading", { name: "Signed", level: 1 }).waitFor();
    await context.close();
  });

  test("a forgotten password is set anew with a link by mail", async () => {
    const person = reader(3);
    const { page, context } = await browser.page();
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByRole("button", { name: "Send the link" }).waitFor(); // the page before has such a field, too
    await page.getByLabel("Email address").fill(person.email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText("Look into your mail").waitFor();
    await page.goto(await linkInMail(platform.mailFolder, person.email, /\/reset-password\?token=/));
    const field = page.getByRole("textbox", { name: "New password" });
    await field.fill("password1234");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("among the commonly used ones").waitFor();
    await field.fill("a lantern over quiet water");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("Your new password is set.").waitFor();
    await page.getByLabel("Email address").fill(person.email);
    await page.getByRole("textbox", { name: "Password" }).fill("a lantern over quiet water");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "To read" }).waitFor();
    await context.close();
  });

  test("another device is signed out from the account page, after the time to undo", async () => {
    const person = reader(4);
    const there = await browser.page({ device: "phone" });
    await signIn(there.page, person);
    const here = await browser.page();
    await signIn(here.page, person, "/me");
    const end = here.page.getByRole("button", { name: "Sign out", exact: true });
    await end.first().click();
    await here.page.getByRole("button", { name: "Undo" }).click();
    await end.first().waitFor();
    await end.first().click();
    await here.page.getByText("Signed out there.").waitFor();
    await here.page.getByText("Signed out there.").waitFor({ state: "detached" });
    await here.page.reload();
    await here.page.getByText("This device", { exact: true }).waitFor();
    await there.context.close();
    await here.context.close();
  });
});

async function enterPassword(page: Page, { email }: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
