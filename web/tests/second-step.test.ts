import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { TotpDemand } from "#gen/countersign/customer/v1/settings_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { type Look, shot, TestBrowser } from "./harness/browser.ts";
import { callsOf } from "./harness/calls.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { linkInMail } from "./harness/mails.ts";
import { appointOperator } from "./harness/operators.ts";
import { signIn } from "./harness/people.ts";
import { PASSWORD, PLATFORM_MS, type SharedPlatform, sharedPlatform } from "./harness/shared-platform.ts";

const operator = { email: "operator@second-step.example" };
const administrator = { email: "ada@second-step.example", displayName: "Ada Strator" };
const colleague = { email: "holly@second-step.example", displayName: "Holly Hr" };
const reader = { email: "remy@for-all.example", name: "Remy Reader" };
const other = { email: "omar@second-step.example", displayName: "Omar Hr" };

describeInBrowser("a company that demands a second step", () => {
  let platform: SharedPlatform;
  let browser: TestBrowser;
  beforeAll(async () => {
    platform = await sharedPlatform();
    await appointOperator(platform, operator.email);
    await foundCompanies(platform);
    browser = await TestBrowser.open(platform.url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test("an administrator demands it, people set it up at the sign-in and go on where they wanted to go", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, administrator, "/access/single-sign-on");
    await page.getByRole("heading", { name: "Second step at sign-in" }).waitFor();
    expect(await page.getByRole("radio", { name: "Nobody has to" }).isChecked()).toBe(true);
    await page.getByRole("radio", { name: "People with more than the role Employee" }).check();
    await page.getByText("Nobody is locked out, not even you.").waitFor();
    await loaded(page);
    await expectAccessible(page);
    await shot(page, "second-step-demanded");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("region", { name: "Changes not saved yet" }).waitFor({ state: "detached" });
    await page.goto("/audit?type=countersign.customer.v1.SettingsUpdated");
    const log = page.getByRole("grid", { name: "Event log" });
    await log.locator('[role="row"][data-index]').first().getByRole("link").click();
    await page.getByRole("dialog", { name: "Settings changed" }).getByText("totp_demand").waitFor();

    const looks: readonly [{ readonly email: string }, Look][] = [
      [colleague, { device: "phone", scheme: "dark" }],
      [other, { device: "desk", scheme: "light" }],
    ];
    for (const [person, look] of looks) {
      const guest = await browser.page(look);
      await signIn(guest.page, person, "/employees?q=holly");
      await setUp(guest.page, String(look.device));
      await guest.page.getByRole("heading", { name: "People", level: 1 }).waitFor();
      expect(new URL(guest.page.url()).search).toBe("?q=holly");
      expect(guest.troubles).toEqual([]);
      await guest.context.close();
    }

    // The administrator's own session goes on until its next refresh, and is asked then.
    await context.clearCookies({ name: /access/ });
    await page.goto("/access/users");
    await setUp(page, "running");
    await page.getByText(colleague.email).waitFor();
    await page.goto("/me");
    await page.getByText("Your company requires it of you.").waitFor();
    expect(await page.getByRole("button", { name: "Turn off" }).count()).toBe(0);
    expect(troubles).toEqual([]);
    await context.close();
  }, 120_000);

  test("who comes by a link in a mail and has no password sets it up without one", async () => {
    const { page, context, troubles } = await browser.page({ device: "phone" });
    await page.goto("/signed");
    await page.getByRole("link", { name: "Send me a link by mail" }).click();
    await page.getByRole("button", { name: "Send the link" }).waitFor(); // the page before has such a field, too
    await page.getByLabel("Email address").fill(reader.email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText("Look into your mail").waitFor();
    await page.goto(await linkInMail(platform.mailFolder, reader.email, /\/sign-in\/link\?token=/));
    await setUp(page, "by-link", "");
    await page.getByRole("heading", { name: "Signed", level: 1 }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);
});

/** Goes through the page that a limited session gets, and looks that there is nothing else. */
async function setUp(page: Page, look: string, password = PASSWORD): Promise<void> {
  await page.getByRole("heading", { name: "Set up your second step", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Next" }).waitFor();
  expect(await page.getByRole("navigation", { name: "Main navigation" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: /^Account of/ }).count()).toBe(0);
  await expectAccessible(page);
  await shot(page, `second-step-${look}`);
  const field = page.getByRole("textbox", { name: "Current password" });
  expect(await field.count()).toBe(password === "" ? 0 : 1);
  if (password !== "") await field.fill(password);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
  await expectAccessible(page);
  await shot(page, `second-step-code-${look}`);
  const secret = (await page.locator("pre").textContent())?.replaceAll(" ", "") ?? "";
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await page.getByLabel("Code from the app").fill(code);
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("Keep these codes somewhere safe").waitFor();
  await expectAccessible(page);
  await shot(page, `second-step-recovery-${look}`);
  await page.getByRole("button", { name: "I have kept them" }).click();
}

/** Customers of this file's own, so that nobody else's people are asked. */
async function foundCompanies(platform: SharedPlatform): Promise<void> {
  const calls = await callsOf(platform, operator);
  const customers = calls(CustomerService);
  const all = (await customers.createCustomer({ customer: { name: "Second Step for All" } })).customer;
  const customerId = all?.id ?? "";
  await customers.updateSettings({ customerId, settings: { totpDemand: TotpDemand.EVERYBODY } });
  await calls(EmployeeService).createEmployee({ customerId, employee: reader });
  const { customer } = await customers.createCustomer({ customer: { name: "Second Step Ltd" } });
  const { CUSTOMER_ADMIN, HR } = PermissionRole;
  for (const [person, role] of [
    [administrator, CUSTOMER_ADMIN],
    [colleague, HR],
    [other, HR],
  ] as const) {
    const user = { ...person, roles: [role] };
    await calls(IdentityService).createUser({ customerId: customer?.id ?? "", user, password: PASSWORD });
  }
}
