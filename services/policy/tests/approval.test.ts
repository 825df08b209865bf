import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ApprovalDecision } from "#gen/countersign/policy/v1/approval_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { policyModule } from "../module.ts";
import { both, Company } from "./company.ts";

let net: Constellation;
let acme: Company;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policyModule] });
  acme = await Company.found(net, "Acme");
});
afterAll(() => net.stop());

describe("from draft to publication", () => {
  test("a draft is rendered, submitted, approved by somebody else and published", async () => {
    const { policy, version } = await acme.draft("# Screens\r\n\r\nLock them.  \r\n\r\n");
    expect(version).toMatchObject({
      number: 1,
      state: PolicyVersionState.DRAFT,
      renderedMarkdown: "# Screens\n\nLock them.\n",
      contentSha256: createHash("sha256").update("# Screens\n\nLock them.\n").digest("hex"),
      authorUserId: acme.author.userId,
    });
    const approved = await acme.approve(policy.id);
    expect(approved.version).toMatchObject({ state: PolicyVersionState.APPROVED, contentMarkdown: "" });
    expect(approved.version.approvals).toMatchObject([
      {
        userId: acme.approver.userId,
        decision: ApprovalDecision.APPROVED,
        contentSha256: version.contentSha256,
        round: 1,
        voided: false,
      },
    ]);
    const published = both(await acme.author.policies.publishPolicy({ policyId: policy.id }));
    expect(published.version).toMatchObject({ state: PolicyVersionState.PUBLISHED, materialVersion: 1 });
    expect(published.policy).toMatchObject({
      publishedVersionId: version.id,
      publishedVersion: 1,
      openVersionId: "",
      latestVersion: 1,
    });
  });

  test("nothing is published around approval", async () => {
    const { policy } = await acme.draft();
    const publish = () => refusal(acme.author.policies.publishPolicy({ policyId: policy.id }));
    expect(await publish()).toBe("FailedPrecondition POLICY_NOT_APPROVED");
    await acme.author.policies.submitForApproval({ policyId: policy.id });
    expect(await publish()).toBe("FailedPrecondition POLICY_NOT_APPROVED");
  });

  test("only a complete draft is submitted, and only once", async () => {
    const { policy } = await acme.draft("");
    const policyId = policy.id;
    const submit = () => refusal(acme.author.policies.submitForApproval({ policyId }));
    const write = (contentMarkdown: string) =>
      acme.author.policies.updatePolicy({ policy: { id: policyId }, contentMarkdown });
    expect(await submit()).toBe("FailedPrecondition CONTENT_EMPTY");
    await write("Fix within {{sla}}.");
    expect(await submit()).toBe("FailedPrecondition CONFIGURATION_MISSING");
    await write("<<<<<<< this policy\na\n=======\nb\n>>>>>>> template version 2");
    expect(await submit()).toBe("FailedPrecondition MERGE_CONFLICTS");
    await write("Fix it.");
    expect(await submit()).toBe("ok");
    expect(await submit()).toBe("FailedPrecondition POLICY_NOT_IN_DRAFT");
  });
});

describe("who decides", () => {
  const inReview = async (more?: Parameters<Company["draft"]>[1]) => {
    const { policy, version } = await acme.draft(undefined, more);
    await acme.author.policies.submitForApproval({ policyId: policy.id });
    return { policyId: policy.id, contentSha256: version.contentSha256 };
  };

  test("neither the author nor an editor, whatever their roles", async () => {
    const mighty = acme.person(PermissionRole.COMPLIANCE_OFFICER, PermissionRole.APPROVER);
    const editor = acme.person(PermissionRole.COMPLIANCE_OFFICER, PermissionRole.APPROVER);
    const { policy } = both(
      await mighty.policies.createPolicy({ title: "Own work", contentMarkdown: "Mine." }),
    );
    const edited = await editor.policies.updatePolicy({
      policy: { id: policy.id },
      contentMarkdown: "Ours.",
    });
    const request = { policyId: policy.id, contentSha256: edited.openVersion?.contentSha256 ?? "" };
    await editor.policies.submitForApproval({ policyId: policy.id });
    for (const person of [mighty, editor]) {
      expect(await refusal(person.policies.approvePolicy(request))).toBe(
        "PermissionDenied AUTHOR_CANNOT_APPROVE",
      );
      expect(await refusal(person.policies.rejectPolicy({ ...request, comment: "no" }))).toBe(
        "PermissionDenied AUTHOR_CANNOT_APPROVE",
      );
    }
    expect(await refusal(acme.approver.policies.approvePolicy(request))).toBe("ok");
  });

  test("N of M named users, each once, and nobody who only holds the role", async () => {
    const [ada, bob, eve] = [1, 2, 3].map(() => acme.person(PermissionRole.APPROVER));
    if (!ada || !bob || !eve) throw new Error("people are missing");
    const approvalRule = { approverUserIds: [ada.userId, bob.userId, eve.userId], requiredApprovals: 2 };
    const request = await inReview({ approvalRule });
    expect(await refusal(acme.approver.policies.approvePolicy(request))).toBe(
      "PermissionDenied NOT_AN_APPROVER",
    );
    const first = both(await ada.policies.approvePolicy(request));
    expect(first.version.state).toBe(PolicyVersionState.IN_REVIEW);
    expect(await refusal(ada.policies.approvePolicy(request))).toBe("FailedPrecondition ALREADY_DECIDED");
    const second = both(await eve.policies.approvePolicy(request));
    expect(second.version.state).toBe(PolicyVersionState.APPROVED);
    expect(await refusal(bob.policies.approvePolicy(request))).toBe(
      "FailedPrecondition POLICY_NOT_IN_REVIEW",
    );
  });

  test("two who approve at once both count", async () => {
    const [ada, bob] = [1, 2].map(() => acme.person(PermissionRole.EXECUTIVE));
    const request = await inReview({
      approvalRule: { approverRole: PermissionRole.EXECUTIVE, requiredApprovals: 2 },
    });
    await Promise.all([ada, bob].map((person) => person?.policies.approvePolicy(request)));
    const policy = await acme.policy(request.policyId);
    expect(policy.openVersionState).toBe(PolicyVersionState.APPROVED);
  });

  test("enough named approvers must remain once author and editors are left out", async () => {
    const other = acme.person(PermissionRole.APPROVER);
    const { policy } = await acme.draft("Text.", {
      approvalRule: { approverUserIds: [acme.author.userId, other.userId], requiredApprovals: 2 },
    });
    expect(await refusal(acme.author.policies.submitForApproval({ policyId: policy.id }))).toBe(
      "FailedPrecondition APPROVERS_INSUFFICIENT",
    );
  });

  test("only on the text that they read", async () => {
    const { policyId } = await inReview();
    const contentSha256 = "0".repeat(64);
    expect(await refusal(acme.approver.policies.approvePolicy({ policyId, contentSha256 }))).toBe(
      "FailedPrecondition CONTENT_CHANGED",
    );
  });
});

describe("the end of a round", () => {
  test("one rejection returns the draft, voids the round's approvals and keeps all decisions", async () => {
    const second = acme.person(PermissionRole.APPROVER);
    const { policy, version } = await acme.draft("Text.", { approvalRule: { requiredApprovals: 2 } });
    const request = { policyId: policy.id, contentSha256: version.contentSha256 };
    await acme.author.policies.submitForApproval(request);
    await acme.approver.policies.approvePolicy(request);
    const rejected = both(await second.policies.rejectPolicy({ ...request, comment: "Too short." }));
    expect(rejected.version.state).toBe(PolicyVersionState.DRAFT);
    expect(rejected.version.approvals.map(({ decision, voided }) => [decision, voided])).toEqual([
      [ApprovalDecision.APPROVED, true],
      [ApprovalDecision.REJECTED, false],
    ]);
    const again = both(await acme.author.policies.submitForApproval(request));
    expect(again.version.approvalRound).toBe(2);
    const approved = both(await acme.approver.policies.approvePolicy(request));
    expect(approved.version.state).toBe(PolicyVersionState.IN_REVIEW);
  });

  test.each([
    ["text", { contentMarkdown: "Another text." }],
    ["note", { changeNote: "Another note." }],
  ])("a changed %s voids approvals and returns the version to draft", async (_what, change) => {
    const { policy } = await acme.draft();
    await acme.approve(policy.id);
    const { openVersion } = await acme.author.policies.updatePolicy({ policy: { id: policy.id }, ...change });
    expect(openVersion?.state).toBe(PolicyVersionState.DRAFT);
    expect(openVersion?.approvals.every((approval) => approval.voided)).toBe(true);
    expect(await refusal(acme.author.policies.publishPolicy({ policyId: policy.id }))).toBe(
      "FailedPrecondition POLICY_NOT_APPROVED",
    );
    const [update] = (await net.eventsOf("policy", "PolicyUpdated")).slice(-1);
    expect(update?.subject).toBe(policy.id);
  });

  test("the same text again, another owner or another audience void nothing", async () => {
    const { policy } = await acme.draft("Same.");
    await acme.approve(policy.id);
    await acme.author.policies.updatePolicy({ policy: { id: policy.id }, contentMarkdown: "Same." });
    await acme.author.policies.updatePolicy({
      policy: { id: policy.id, ownerUserId: acme.approver.userId, audience: { all: [] } },
    });
    expect((await acme.policy(policy.id)).openVersionState).toBe(PolicyVersionState.APPROVED);
  });
});

describe("the approver's queue", () => {
  const queueOf = async (person: Company["approver"]): Promise<string[]> =>
    (await person.policies.listPolicies({ awaitingMyDecision: true })).policies.map((policy) => policy.id);

  test("holds what waits for the caller, and nothing that they wrote or decided on", async () => {
    const both = acme.person(PermissionRole.COMPLIANCE_OFFICER, PermissionRole.HR);
    const hr = acme.person(PermissionRole.HR);
    const approvalRule = { approverRole: PermissionRole.HR, requiredApprovals: 2 };
    const { policy, version } = await acme.draft("Text.", { approvalRule });
    await both.policies.updatePolicy({ policy: { id: policy.id }, changeNote: "Mine too." });
    expect(await queueOf(hr)).toEqual([]);
    await acme.author.policies.submitForApproval({ policyId: policy.id });
    expect(await queueOf(hr)).toEqual([policy.id]);
    expect(await queueOf(both)).toEqual([]);
    await hr.policies.approvePolicy({ policyId: policy.id, contentSha256: version.contentSha256 });
    expect(await queueOf(hr)).toEqual([]);
  });

  test("holds policies with a proposed value, except for who proposed it", async () => {
    const boss = acme.person(PermissionRole.EXECUTIVE, PermissionRole.COMPLIANCE_OFFICER);
    const peer = acme.person(PermissionRole.EXECUTIVE);
    const { policy } = await acme.draft("{{sla}}", {
      approvalRule: { approverRole: PermissionRole.EXECUTIVE },
    });
    const { configuration } = await boss.policies.setPolicyConfiguration({
      policyId: policy.id,
      key: "sla",
      value: { value: { case: "integer", value: 7n } },
    });
    expect(await queueOf(peer)).toEqual([policy.id]);
    expect(await queueOf(boss)).toEqual([]);
    await peer.policies.rejectPolicyConfiguration({
      policyConfigurationId: configuration?.id ?? "",
      comment: "No.",
    });
    expect(await queueOf(peer)).toEqual([]);
  });
});
