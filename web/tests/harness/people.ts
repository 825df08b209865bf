import type { Page } from "playwright-core";
import { DEMO_USERS } from "../../../cli/demo/accounts.ts";
import { DEMO_PEOPLE } from "../../../cli/demo/people.ts";
import { PASSWORD } from "./shared-platform.ts";

/** Somebody of the demo who can sign in. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** The demo's accounts by what they may do. */
export const { administrator, officer, approver, hr, executive, auditor, employee } = DEMO_USERS;

/** Employees with something to sign, nobody in particular: each test takes another one by number. 0–11 are taken. */
export const readers: readonly Person[] = DEMO_PEOPLE.filter(
  ({ diligence, leaves, joins, onLeave, email }) =>
    (diligence === "some" || diligence === "most") &&
    !leaves &&
    !joins &&
    !onLeave &&
    email !== employee.email,
);

/** Signs in on the sign-in page, and waits until it has led on. */
export async function signIn(page: Page, { email }: Pick<Person, "email">, path = "/"): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
