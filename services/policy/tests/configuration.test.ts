import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { PolicyConfigurationState } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { PolicyVersionCause, PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
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

/** A policy in force whose text uses `sla`, at 7 days. */
async function publishedWithSla() {
  const { policy } = await acme.draft("Fix within {{sla}}.");
  await acme.activate(policy.id, "sla", 7);
  await acme.approve(policy.id);
  return both(await acme.author.policies.publishPolicy({ policyId: policy.id }));
}

describe("a proposed value", () => {
  test("changes nothing until somebody else approves it", async () => {
    const { policy, version } = await acme.draft("Fix within {{sla}}.");
    expect(version).toMatchObject({ unresolvedKeys: ["sla"], renderedMarkdown: "Fix within {{sla}}.\n" });
    const policyConfigurationId = await acme.propose(policy.id, "sla", 7);
    expect(await acme.policy(policy.id)).toEqual(policy);
    expect(await refusal(acme.propose(policy.id, "sla", 8))).toBe("FailedPrecondition CONFIGURATION_PENDING");
    const answer = await acme.approver.policies.approvePolicyConfiguration({ policyConfigurationId });
    expect(answer.configuration).toMatchObject({
      state: PolicyConfigurationState.ACTIVE,
      deciderUserId: acme.approver.userId,
      policyVersionId: "",
    });
    expect(answer.openVersion).toMatchObject({
      id: version.id,
      renderedMarkdown: "Fix within 7 days.\n",
      unresolvedKeys: [],
      policyConfigurationIds: [policyConfigurationId],
    });
    expect(answer.publishedVersion).toBeUndefined();
  });

  test("is never approved by its proposer, but may be withdrawn by them", async () => {
    const proposer = acme.person(PermissionRole.COMPLIANCE_OFFICER, PermissionRole.APPROVER);
    const { policy } = await acme.draft("{{sla}}");
    const { configuration } = await proposer.policies.setPolicyConfiguration({
      policyId: policy.id,
      key: "sla",
      value: { value: { case: "text", value: "soon" } },
    });
    const request = { policyConfigurationId: configuration?.id ?? "" };
    expect(await refusal(proposer.policies.approvePolicyConfiguration(request))).toBe(
      "PermissionDenied PROPOSER_CANNOT_APPROVE",
    );
    const stranger = acme.person(PermissionRole.HR);
    expect(await refusal(stranger.policies.approvePolicyConfiguration(request))).toBe(
      "PermissionDenied NOT_AN_APPROVER",
    );
    const withdraw = { ...request, comment: "Mistake." };
    expect(await refusal(stranger.policies.rejectPolicyConfiguration(withdraw))).toBe(
      "PermissionDenied NOT_AN_APPROVER",
    );
    const { configuration: withdrawn } = await proposer.policies.rejectPolicyConfiguration(withdraw);
    expect(withdrawn?.state).toBe(PolicyConfigurationState.REJECTED);
    expect(await refusal(acme.approver.policies.approvePolicyConfiguration(request))).toBe(
      "FailedPrecondition CONFIGURATION_NOT_PENDING",
    );
  });

  test("must be a value that can stand in a sentence", async () => {
    const { policy } = await acme.draft("{{x}}");
    const set = (
      value: Parameters<typeof acme.author.policies.setPolicyConfiguration>[0]["value"] & object,
    ) => refusal(acme.author.policies.setPolicyConfiguration({ policyId: policy.id, key: "x", value }));
    expect(await set({ value: { case: "text", value: "two\n# lines" } })).toBe(
      "InvalidArgument INVALID_FIELD",
    );
    expect(await set({ value: { case: "duration", value: { seconds: 1n, nanos: 5 } } })).toBe(
      "InvalidArgument INVALID_FIELD",
    );
    expect(await set({})).toBe("InvalidArgument INVALID_REQUEST");
  });
});

describe("activating a value that the text in force uses", () => {
  test("publishes a new version at once, approved by the decision, editorial unless asked otherwise", async () => {
    const { policy, version } = await publishedWithSla();
    const answer = await acme.activate(policy.id, "sla", 14);
    expect(answer.publishedVersion).toMatchObject({
      number: 2,
      state: PolicyVersionState.PUBLISHED,
      cause: PolicyVersionCause.CONFIGURATION,
      renderedMarkdown: "Fix within 14 days.\n",
      materiality: Materiality.EDITORIAL,
      materialVersion: 1,
      authorUserId: acme.author.userId,
    });
    const [approval] = answer.publishedVersion?.approvals ?? [];
    expect(approval).toMatchObject({
      userId: acme.approver.userId,
      contentSha256: answer.publishedVersion?.contentSha256,
    });
    expect(answer.supersededPolicyVersionId).toBe(version.id);
    expect(answer.policy).toMatchObject({ publishedVersion: 2, materialVersion: 1, latestVersion: 2 });
    const told = (await net.eventsOf("policy")).filter(({ subject }) =>
      [policy.id, answer.configuration?.id].includes(subject),
    );
    expect(told.slice(-2).map((row) => row.type.split(".").at(-1))).toEqual([
      "PolicyConfigurationActivated",
      "PolicyPublished",
    ]);
    const history = await acme.author.policies.listPolicyConfigurations({
      policyId: policy.id,
      states: [PolicyConfigurationState.ACTIVE, PolicyConfigurationState.SUPERSEDED],
    });
    expect(history.configurations.map(({ number, state }) => [number, state])).toEqual([
      [2, PolicyConfigurationState.ACTIVE],
      [1, PolicyConfigurationState.SUPERSEDED],
    ]);
  });

  test("moves the open version up by one, renders it anew and takes it back to draft", async () => {
    const { policy } = await publishedWithSla();
    const policyId = policy.id;
    await acme.author.policies.createDraft({ policyId });
    await acme.approve(policyId);
    const id = await acme.propose(policyId, "sla", 21);
    const answer = await acme.approver.policies.approvePolicyConfiguration({
      policyConfigurationId: id,
      materiality: Materiality.MATERIAL,
    });
    expect(answer.openVersion).toMatchObject({
      number: 3,
      state: PolicyVersionState.DRAFT,
      renderedMarkdown: "Fix within 21 days.\n",
    });
    expect(answer.openVersion?.approvals.every((approval) => approval.voided)).toBe(true);
    const history = await acme.history(policyId);
    expect(history.map(({ number, state, materialVersion }) => [number, state, materialVersion])).toEqual([
      [3, PolicyVersionState.DRAFT, 0],
      [2, PolicyVersionState.PUBLISHED, 2],
      [1, PolicyVersionState.SUPERSEDED, 1],
    ]);
    expect(await acme.policy(policyId)).toMatchObject({
      openVersionState: PolicyVersionState.DRAFT,
      latestVersion: 3,
    });
  });

  test("leaves an approved open version alone that does not use the key, except for its number", async () => {
    const { policy } = await publishedWithSla();
    const policyId = policy.id;
    await acme.author.policies.createDraft({ policyId });
    await acme.author.policies.updatePolicy({ policy: { id: policyId }, contentMarkdown: "No key." });
    await acme.approve(policyId);
    const answer = await acme.activate(policyId, "sla", 30);
    expect(answer.openVersion).toBeUndefined();
    const published = both(await acme.author.policies.publishPolicy({ policyId }));
    expect(published.version.number).toBe(3);
    const unused = await acme.activate(policyId, "sla", 60);
    expect(unused.publishedVersion).toBeUndefined();
    expect(unused.policy).toEqual(published.policy);
  });

  test("a dry run says what would be touched and touches nothing", async () => {
    const { policy } = await publishedWithSla();
    const policyConfigurationId = await acme.propose(policy.id, "sla", 9);
    const before = await acme.policy(policy.id);
    const request = { policyConfigurationId, validateOnly: true };
    const answer = await acme.approver.policies.approvePolicyConfiguration(request);
    expect(answer.publishedVersion?.renderedMarkdown).toBe("Fix within 9 days.\n");
    expect(await acme.policy(policy.id)).toEqual(before);
    expect(await acme.history(policy.id)).toHaveLength(1);
  });
});

test("a draft, a decision and two values at once end in one consistent policy", async () => {
  const { policy } = await publishedWithSla();
  const policyId = policy.id;
  const [sla, other] = await Promise.all([acme.propose(policyId, "sla", 3), acme.propose(policyId, "x", 4)]);
  await Promise.all([
    acme.author.policies.createDraft({ policyId }),
    acme.approver.policies.approvePolicyConfiguration({ policyConfigurationId: sla }),
    acme.approver.policies.approvePolicyConfiguration({ policyConfigurationId: other }),
  ]);
  const history = await acme.history(policyId);
  expect(history.map((version) => version.number)).toEqual([3, 2, 1]);
  const { version } = await acme.author.policies.getPolicyVersion({ policyVersionId: history[0]?.id ?? "" });
  expect(version?.renderedMarkdown).toBe("Fix within 3 days.\n");
});
