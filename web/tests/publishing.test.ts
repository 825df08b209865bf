import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { AudienceCondition_Field as Field } from "#gen/countersign/common/v1/audience_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { LOOKS, shot, TestBrowser } from "./harness/browser.ts";
import { type CallsOf, callsOf } from "./harness/calls.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { loaded } from "./harness/loaded.ts";
import { approver, hr, officer, signIn } from "./harness/people.ts";
import { PLATFORM_MS, type SharedPlatform, sharedPlatform } from "./harness/shared-platform.ts";

const { IN_REVIEW, APPROVED } = PolicyVersionState;
const FIRST_TEXT =
  "Keep the aisle free.\n\nReport a blocked exit to the shift lead.\n\nA pallet stays {{pallet_time}}.\n";
const SECOND_TEXT = FIRST_TEXT.replace("shift lead", "shift lead at once");

/** Policies of these tests alone: HR decides on them, so that no other queue is touched. */
class Desk {
  readonly officer: CallsOf;
  readonly #hr: CallsOf;
  readonly #deciders: readonly string[];

  private constructor(officerCalls: CallsOf, hrCalls: CallsOf, deciders: readonly string[]) {
    this.officer = officerCalls;
    this.#hr = hrCalls;
    this.#deciders = deciders;
  }

  static async open(platform: SharedPlatform): Promise<Desk> {
    const [writes, decides] = await Promise.all([callsOf(platform, officer), callsOf(platform, hr)]);
    const { user } = await decides(IdentityService).getMe({});
    return new Desk(writes, decides, [user?.id ?? ""]);
  }

  get policies() {
    return this.officer(PolicyService);
  }

  /** A policy with a first version in review. */
  async submitted(title: string): Promise<string> {
    const { policy } = await this.policies.createPolicy({
      title,
      contentMarkdown: FIRST_TEXT.replace("{{pallet_time}}", "one day"),
      audience: { any: [{ field: Field.DEPARTMENT, values: ["Legal & Compliance"] }] },
      approvalRule: { approverUserIds: [...this.#deciders] },
    });
    const policyId = policy?.id ?? "";
    await this.policies.submitForApproval({ policyId, comment: "Ready from my side." });
    return policyId;
  }

  /** A policy whose first version is approved. */
  async approved(title: string): Promise<string> {
    const policyId = await this.submitted(title);
    await this.approve(policyId);
    return policyId;
  }

  /** A policy in force, with a second version in review. */
  async revised(title: string): Promise<string> {
    const policyId = await this.approved(title);
    await this.policies.publishPolicy({ policyId });
    await this.policies.createDraft({ policyId, changeNote: "Says how fast." });
    await this.policies.updatePolicy({
      policy: { id: policyId },
      contentMarkdown: SECOND_TEXT.replace("{{pallet_time}}", "one day"),
    });
    await this.policies.submitForApproval({ policyId });
    return policyId;
  }

  /** A value proposed for a policy, cfg_…. */
  async proposed(title: string): Promise<readonly [policyId: string, configurationId: string]> {
    const policyId = await this.submitted(title);
    await this.policies.withdrawFromApproval({ policyId });
    await this.policies.updatePolicy({ policy: { id: policyId }, contentMarkdown: FIRST_TEXT });
    const { configuration } = await this.policies.setPolicyConfiguration({
      policyId,
      key: "pallet_time",
      value: { value: { case: "duration", value: { seconds: 86_400n } } },
      comment: "As the fire brigade asks.",
    });
    return [policyId, configuration?.id ?? ""];
  }

  async approve(policyId: string): Promise<void> {
    const { contentSha256 } = await this.openVersion(policyId);
    await this.#hr(PolicyService).approvePolicy({ policyId, contentSha256 });
  }

  async openVersion(policyId: string) {
    const { policy } = await this.policies.getPolicy({ policyId });
    const { version } = await this.policies.getPolicyVersion({
      policyVersionId: policy?.openVersionId ?? "",
    });
    if (!version) throw new Error("no version came back");
    return version;
  }

  async stateOf(policyId: string): Promise<PolicyVersionState | undefined> {
    return (await this.policies.getPolicy({ policyId })).policy?.openVersionState;
  }
}

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, level: 1 });

describeInBrowser("approvals and publications", () => {
  let browser: TestBrowser;
  let desk: Desk;
  let platform: SharedPlatform;
  beforeAll(async () => {
    platform = await sharedPlatform();
    browser = await TestBrowser.open(platform.url);
    desk = await Desk.open(platform);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "every page is accessible: $device",
    async (look) => {
      const { page, context, troubles } = await browser.page(look);
      const name = `Aisles ${look.device}`;
      const [revised, approved, [policyId, configurationId]] = await Promise.all([
        desk.revised(`${name} revised`),
        desk.approved(`${name} approved`),
        desk.proposed(`${name} value`),
      ]);
      const publish = `/policies/${approved}/publish`;
      const see = async (path: string, title: string | RegExp, picture: string) => {
        await page.goto(path);
        await heading(page, title).waitFor();
        await loaded(page);
        await expectAccessible(page);
        await shot(page, `publishing-${picture}-${look.device}`);
      };
      await signIn(page, hr);
      await see("/approvals", "Approvals", "queue");
      await see(`/policies/${revised}/review`, `${name} revised`, "review");
      await see(`/policies/${revised}/review?view=text`, `${name} revised`, "review-text");
      await see(`/policies/${policyId}/review?configuration=${configurationId}`, `${name} value`, "value");
      await context.clearCookies();
      await signIn(page, officer);
      await see("/approvals", "Approvals", "others");
      await see(`/policies/${revised}/review`, `${name} revised`, "own");
      for (const step of ["", "?step=audience", "?step=signing", "?step=confirm"])
        await see(publish + step, /^Publish/, `publish${step.replace("?step=", "-")}`);
      await see("/rollouts", "Rollouts", "rollouts");
      await page.getByRole("link", { name: /Information Security Policy version 2/ }).click();
      await heading(page, "Information Security Policy").waitFor();
      await page.getByRole("heading", { name: "By department" }).waitFor();
      await expectAccessible(page);
      await shot(page, `publishing-rollout-${look.device}`);
      await desk.policies.withdrawFromApproval({ policyId: revised });
      await desk.policies.archivePolicy({ policyId });
      expect(troubles).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test("an approver sees whose text waits for them", async () => {
    const { page, context } = await browser.page();
    await signIn(page, approver, "/approvals");
    await page.getByRole("link", { name: /Remote Working Policy.*Marta Okafor/ }).waitFor();
    await context.close();
  }, 60_000);

  test("with the keyboard alone: reads what changed, approves with a comment, and goes on to the next", async () => {
    const { page, context, troubles } = await browser.page();
    const second = await desk.submitted("Forklifts");
    const first = await desk.revised("Fire doors");
    await signIn(page, hr, "/approvals");
    await page.getByRole("link", { name: /Forklifts/ }).waitFor();
    await page.keyboard.press("j");
    for (let i = 0; i < 10 && !(await focusedText(page)).includes("Fire doors"); i++)
      await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await heading(page, "Fire doors").waitFor();
    await page.getByText("1 line added").waitFor();
    await page.locator("ins", { hasText: "at once" }).waitFor();
    await tabTo(page, "Comment");
    await page.keyboard.type("Good that it says how fast.");
    await page.keyboard.press("Control+Enter");
    await heading(page, "Forklifts").waitFor();
    await page.getByText("“Fire doors” is approved and can be published.").waitFor();
    const { state, approvals } = await desk.openVersion(first);
    expect([state, approvals.at(-1)?.comment]).toEqual([APPROVED, "Good that it says how fast."]);

    await tabTo(page, "Reject");
    await page.keyboard.press("Enter");
    await page.getByText("Say what must change, so that the author can go on.").waitFor();
    await page.keyboard.type("Who may drive?");
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByText("“Forklifts” goes back to its author.").waitFor();
    expect((await desk.openVersion(second)).approvals.at(-1)?.comment).toBe("Who may drive?");
    expect(troubles).toEqual([]);
    await context.close();
  }, 90_000);

  test("a decision that does not get through comes back, with the comment; one that is refused says why", async () => {
    const { page, context } = await browser.page();
    const policyId = await desk.submitted("Loading ramps");
    const call = "**/countersign.policy.v1.PolicyService/ApprovePolicy";
    const approve = page.getByRole("button", { name: "Approve", exact: true });
    const messages = page.getByRole("region", { name: "Messages" });
    await signIn(page, hr, `/policies/${policyId}/review`);
    await page.getByRole("textbox", { name: "Comment" }).fill("Fine with me.");
    await page.route(call, (route) => route.abort());
    await approve.click();
    await messages.getByRole("alert").getByRole("button", { name: "Open" }).click();
    await heading(page, "Loading ramps").waitFor();
    expect(await page.getByRole("textbox", { name: "Comment" }).inputValue()).toBe("Fine with me.");
    await page.unroute(call);
    await desk.policies.withdrawFromApproval({ policyId });
    await approve.click();
    await messages.getByText("This version isn’t in review any more").waitFor();
    await messages.getByRole("alert").getByRole("button", { name: "Open" }).click();
    await page.getByRole("heading", { name: "Being written" }).waitFor();
    await context.close();
  }, 60_000);

  test("who wrote a version is told why they can’t approve it, and can take it back", async () => {
    const { page, context } = await browser.page();
    const policyId = await desk.submitted("Night shifts");
    await signIn(page, officer, `/policies/${policyId}/review`);
    await page.getByRole("heading", { name: "You wrote this" }).waitFor();
    expect(await page.getByRole("button", { name: "Approve", exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Take back" }).click();
    const dialog = page.getByRole("dialog", { name: "Take this version back?" });
    await dialog.waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Take it back" }).click();
    await page.getByRole("heading", { name: "Being written" }).waitFor();
    expect(await desk.stateOf(policyId)).not.toBe(IN_REVIEW);
    await context.close();
  }, 60_000);

  test("a proposed value is tried out, approved, and in force", async () => {
    const { page, context } = await browser.page();
    const [policyId, configurationId] = await desk.proposed("Pallets");
    await signIn(page, hr, `/policies/${policyId}/review?configuration=${configurationId}`);
    await page.getByText("1 day", { exact: true }).waitFor();
    await page.getByText("As the fire brigade asks.").waitFor();
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByText("The new value of pallet_time in “Pallets” is in force.").waitFor();
    const { configurations } = await desk.policies.listPolicyConfigurations({ policyId });
    expect(configurations.map(({ decideTime }) => decideTime !== undefined)).toEqual([true]);
    await context.close();
  }, 60_000);

  test("with the keyboard alone: publishes, and watches live how it reaches people; a reload shows the same", async () => {
    const { page, context, troubles } = await browser.page();
    const policyId = await desk.approved("Cold store");
    await signIn(page, officer, `/policies/${policyId}/publish`);
    await page.getByText("Everything needed for the publication is there.").waitFor();
    const onward = async (name: string) => {
      await tabTo(page, name);
      await page.keyboard.press("Enter");
    };
    await onward("Continue");
    await page.getByRole("heading", { name: "Audience", level: 2 }).waitFor();
    await onward("Continue");
    await tabTo(page, "Days to sign");
    await page.keyboard.type("10");
    await onward("Continue");
    const asked = await page.getByText(/^\d+ people are asked to sign/).textContent();
    const count = Number.parseInt(asked ?? "", 10);
    await onward("Publish version 1");
    await page.waitForURL(/\/rollouts\/rol_/);
    await page.getByText(`${count} people were asked.`).waitFor();
    await page.reload();
    await page.getByText(`${count} people were asked.`).waitFor();
    const { policy } = await desk.policies.getPolicy({ policyId });
    expect(policy?.rules?.newVersionDays).toBe(10);

    const signatures = desk.officer(AcknowledgementService);
    const { acknowledgements } = await signatures.listAcknowledgements({ policyId, pageSize: 1 });
    await signatures.cancelAcknowledgement({
      acknowledgementId: acknowledgements[0]?.id ?? "",
      comment: "Never enters it.",
    });
    const left = page.locator("dt", { hasText: "No longer asked" }).locator("xpath=../dd");
    await left.getByText("1", { exact: true }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  }, 120_000);

  test("on a phone: approve, then publish an editorial change, which leaves signatures valid", async () => {
    const policyId = await desk.revised("Hand washing");
    const decides = await browser.page({ device: "phone" });
    await signIn(decides.page, hr, `/policies/${policyId}/review`);
    await decides.page.getByRole("link", { name: "Go to the decision" }).click();
    await decides.page.getByRole("button", { name: "Approve", exact: true }).click();
    await decides.page.getByText("“Hand washing” is approved and can be published.").waitFor();
    await decides.context.close();
    const { page, context } = await browser.page({ device: "phone" });
    await signIn(page, officer, `/policies/${policyId}/publish?step=signing`);
    await page.getByRole("radio", { name: /only the wording/ }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText(/signatures? stays? valid/).waitFor();
    await page.getByRole("button", { name: "Publish version 2" }).click();
    await page.getByText("Version 2 is in force").waitFor();
    const { policy } = await desk.policies.getPolicy({ policyId });
    expect([policy?.publishedVersion, policy?.materialVersion]).toEqual([2, 1]);
    await context.close();
  }, 90_000);
});

/** What the element with the focus says. */
const focusedText = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? "");

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    const here = await page.evaluate(() => {
      const at = document.activeElement;
      const label = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.labels?.[0] : at;
      return label?.textContent?.trim() ?? "";
    });
    if (here === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to “${name}”`);
}
