import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { emailOf } from "../../cli/demo/people.ts";
import { TestBrowser } from "./harness/browser.ts";
import { callsOf } from "./harness/calls.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { approver, officer, signIn } from "./harness/people.ts";
import { PASSWORD, PLATFORM_MS, type SharedPlatform, sharedPlatform } from "./harness/shared-platform.ts";

const TITLE = "Working from the cabin";
const SIGNER = { name: "Elena Markovic", email: emailOf("Elena Markovic") };

/** Counts what a person clicks. */
class Hand {
  readonly page: Page;
  clicks = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async click(role: "button" | "link" | "radio", name: string | RegExp): Promise<void> {
    const exact = typeof name === "string";
    await this.page.getByRole(role, { name, exact }).click();
    this.clicks += 1;
  }
}

describeInBrowser("from a template to a signature", () => {
  let browser: TestBrowser;
  let platform: SharedPlatform;
  let policy = "";
  beforeAll(async () => {
    platform = await sharedPlatform();
    browser = await TestBrowser.open(platform.url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test("an officer makes a policy from a template and submits it with five clicks", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, officer, "/policies");
    const hand = new Hand(page);
    await hand.click("link", "New policy");
    await hand.click("link", /Sample: Remote Working Policy/);
    await page.getByRole("dialog").getByRole("textbox", { name: "Title" }).fill(TITLE);
    await hand.click("button", "Create and edit");
    await hand.click("button", "Submit for approval");
    await hand.click("button", "Submit");
    await page.getByRole("heading", { name: "Version 1 waits for approval" }).waitFor();
    policy = new URL(page.url()).pathname;
    expect(hand.clicks).toBe(5);
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);

  test("an approver finds it in the queue, and approves it with two", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, approver, "/approvals");
    const hand = new Hand(page);
    await hand.click("link", new RegExp(TITLE));
    await hand.click("button", "Approve");
    await page.getByText(`“${TITLE}” is approved and can be published.`).waitFor();
    expect(hand.clicks).toBe(2);
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);

  test("the officer chooses who it is for and publishes it with six", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, officer, policy);
    const hand = new Hand(page);
    await hand.click("link", /^Publish/);
    await hand.click("button", "Continue");
    await hand.click("radio", "Only some people");
    await page.getByRole("combobox", { name: "Department" }).fill("Legal & Compliance");
    await page.keyboard.press("Enter");
    await hand.click("button", "Continue");
    await hand.click("button", "Continue");
    await hand.click("button", "Publish version 1");
    await page.getByText("2 people were asked.").waitFor();
    expect(hand.clicks).toBe(6);
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);

  test("somebody who is asked signs it with three, from the mail on: the link, the sign-in, the signature", async () => {
    const calls = await callsOf(platform, SIGNER);
    const { acknowledgements } = await calls(AcknowledgementService).listMyAcknowledgements({});
    const asked = acknowledgements.find(({ policyTitle }) => policyTitle === TITLE);
    const { page, context, troubles } = await browser.page({ device: "phone" });
    const hand = new Hand(page);
    await page.goto(`/acknowledgements/${asked?.id}`); // where the link in the mail leads
    hand.clicks += 1;
    await page.getByLabel("Email address").fill(SIGNER.email);
    await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await hand.click("button", "Sign in");
    await page.getByRole("textbox", { name: "Your full name" }).fill(SIGNER.name);
    await hand.click("button", "Sign");
    await page.getByRole("heading", { name: "Signed", level: 2 }).waitFor();
    expect(hand.clicks).toBe(3);
    const after = await calls(AcknowledgementService).getAcknowledgement({
      acknowledgementId: asked?.id ?? "",
    });
    expect(after.acknowledgement?.signTime).toBeDefined();
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);
});
