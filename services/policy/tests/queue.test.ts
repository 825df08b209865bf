import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { policyModule } from "../module.ts";
import { both, Company } from "./company.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policyModule] });
});
afterAll(() => net.stop());

test("an approver's queue holds versions and values that wait for them, whole, and nothing of their own", async () => {
  const company = await Company.found(net, "Queue");
  const { author, approver } = company;
  const { policy } = await company.draft("Patch within {{sla}}.");
  await company.activate(policy.id, "sla", 7);
  await company.propose(policy.id, "sla", 3);
  await author.policies.submitForApproval({ policyId: policy.id, comment: "please" });
  const { decisions } = await approver.policies.listAwaitedDecisions({});
  expect(decisions.map(({ subject }) => subject.case)).toEqual(["version", "configuration"]);
  const [version, value] = decisions;
  expect(version).toMatchObject({ approvals: 0, requiredApprovals: 1 });
  expect(version?.subject.value).toMatchObject({ submitComment: "please", submitterUserId: author.userId });
  expect(value?.currentValue?.value).toMatchObject({ case: "duration" });
  expect((await author.policies.listAwaitedDecisions({})).decisions).toEqual([]);
  const stranger = await Company.found(net, "Foreign queue");
  expect((await stranger.approver.policies.listAwaitedDecisions({})).decisions).toEqual([]);
  const auditor = company.person(PermissionRole.AUDITOR);
  expect(await refusal(auditor.policies.listAwaitedDecisions({}))).toBe("PermissionDenied ROLE_REQUIRED");
});

test("a queue of one policy a page reaches every decision", async () => {
  const company = await Company.found(net, "Long queue");
  for (let i = 0; i < 3; i++) {
    const { policy } = await company.draft();
    await company.author.policies.submitForApproval({ policyId: policy.id });
  }
  const seen = new Set<string | undefined>();
  for (let pageToken = "", first = true; first || pageToken !== ""; first = false) {
    const page = await company.approver.policies.listAwaitedDecisions({ pageSize: 1, pageToken });
    for (const { policy } of page.decisions) seen.add(policy?.id);
    pageToken = page.nextPageToken;
  }
  expect(seen.size).toBe(3);
});

describe("WithdrawFromApproval", () => {
  test("takes a version back from review and from approval, and what was decided counts no longer", async () => {
    const company = await Company.found(net, "Withdrawn");
    const { policies } = company.author;
    const { policy } = await company.draft();
    const policyId = policy.id;
    expect(await refusal(policies.withdrawFromApproval({ policyId }))).toBe(
      "FailedPrecondition POLICY_NOT_IN_REVIEW",
    );
    await policies.submitForApproval({ policyId });
    expect(both(await policies.withdrawFromApproval({ policyId })).version.state).toBe(
      PolicyVersionState.DRAFT,
    );
    expect((await company.approver.policies.listAwaitedDecisions({})).decisions).toEqual([]);
    await company.approve(policyId);
    const requestId = "5f9619ff-8b86-4011-b42d-00c04fc964f0";
    const withdrawn = await policies.withdrawFromApproval({ policyId, requestId });
    expect(await policies.withdrawFromApproval({ policyId, requestId })).toEqual(withdrawn);
    expect(withdrawn.version?.approvals.every(({ voided }) => voided)).toBe(true);
    expect(await refusal(policies.publishPolicy({ policyId }))).toBe(
      "FailedPrecondition POLICY_NOT_APPROVED",
    );
    await company.approve(policyId);
    await policies.publishPolicy({ policyId });
    expect(await net.eventsOf("policy", "PolicyWithdrawn")).toHaveLength(2);
  });

  test("is refused with a stale etag and for another customer", async () => {
    const [company, stranger] = [await Company.found(net, "Stale"), await Company.found(net, "Elsewhere")];
    const { policy } = await company.draft();
    await company.author.policies.submitForApproval({ policyId: policy.id });
    const request = { policyId: policy.id, etag: policy.etag };
    expect(await refusal(company.author.policies.withdrawFromApproval(request))).toBe(
      "Aborted ETAG_MISMATCH",
    );
    expect(await refusal(stranger.author.policies.withdrawFromApproval({ policyId: policy.id }))).toBe(
      "NotFound POLICY_NOT_FOUND",
    );
  });
});

describe("MergeTemplateVersion", () => {
  async function templated(company: Company, contentMarkdown: string) {
    const { policies } = company.author;
    const { template } = await policies.createTemplate({ title: `T ${net.newId("tpl")}`, contentMarkdown });
    const templateId = template?.id ?? "";
    const { policy } = both(await policies.createPolicy({ templateId }));
    const publish = (text: string) =>
      policies.publishTemplateVersion({ templateId, contentMarkdown: text, changeLog: "newer" });
    return { policies, policyId: policy.id, publish };
  }

  test("takes a newer template over into an open version and keeps what was written there", async () => {
    const { policies, policyId, publish } = await templated(
      await Company.found(net, "Merge"),
      "one\n\ntwo\n\nthree\n",
    );
    await policies.updatePolicy({ policy: { id: policyId }, contentMarkdown: "one, ours\n\ntwo\n\nthree\n" });
    await publish("one\n\ntwo\n\nthree, theirs\n");
    const shown = both(await policies.mergeTemplateVersion({ policyId, validateOnly: true }));
    expect(shown.version.contentMarkdown).toBe("one, ours\n\ntwo\n\nthree, theirs\n");
    const { policy: untouched } = await policies.getPolicy({ policyId });
    expect(untouched?.templateVersion).toBe(1);
    const { policy, version } = both(await policies.mergeTemplateVersion({ policyId }));
    expect([policy.templateVersion, version.templateVersion, version.changeNote]).toEqual([2, 2, "newer"]);
    expect(version.contentMarkdown).toBe(shown.version.contentMarkdown);
    expect(await refusal(policies.mergeTemplateVersion({ policyId }))).toBe(
      "FailedPrecondition TEMPLATE_VERSION_NOT_APPLICABLE",
    );
  });

  test("shows conflicts with the lines of both sides, and merges nothing more before they are resolved", async () => {
    const { policies, policyId, publish } = await templated(await Company.found(net, "Conflict"), "one\n");
    await policies.updatePolicy({ policy: { id: policyId }, contentMarkdown: "ours\n" });
    await publish("theirs\n");
    const { version } = both(await policies.mergeTemplateVersion({ policyId }));
    expect(version.conflictCount).toBe(1);
    expect(version.contentMarkdown).toContain("ours\n=======\ntheirs");
    await publish("later\n");
    expect(await refusal(policies.mergeTemplateVersion({ policyId }))).toBe(
      "FailedPrecondition MERGE_CONFLICTS",
    );
    expect(await refusal(policies.submitForApproval({ policyId }))).toBe(
      "FailedPrecondition MERGE_CONFLICTS",
    );
  });

  test("needs an open version", async () => {
    const company = await Company.found(net, "Closed");
    const { policy } = await company.publish();
    expect(await refusal(company.author.policies.mergeTemplateVersion({ policyId: policy.id }))).toBe(
      "FailedPrecondition NO_OPEN_DRAFT",
    );
  });
});
