import { fromBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AudienceCondition_Field } from "#gen/countersign/common/v1/audience_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { PolicyPublishedSchema, PolicyUpdatedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { eventBody } from "../../../runtime/events/outbox.ts";
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

const publicationsOf = async (policyId: string) =>
  (await net.eventsOf("policy", "PolicyPublished"))
    .filter((row) => row.subject === policyId)
    .map((row) => fromBinary(PolicyPublishedSchema, eventBody(row)).policy);

/** Publishes one more version of a policy in force. */
async function republish(policyId: string, contentMarkdown: string, materiality: Materiality) {
  await acme.author.policies.createDraft({ policyId, changeNote: `now ${contentMarkdown}` });
  await acme.author.policies.updatePolicy({ policy: { id: policyId }, contentMarkdown });
  await acme.approve(policyId);
  return both(await acme.author.policies.publishPolicy({ policyId, materiality }));
}

describe("PublishPolicy", () => {
  test("supersedes the predecessor; a material version counts anew, an editorial one belongs to the last", async () => {
    const { policy, version } = await acme.publish("One.");
    const policyId = policy.id;
    const second = await republish(policyId, "Two.", Materiality.EDITORIAL);
    const third = await republish(policyId, "Three.", Materiality.MATERIAL);
    const history = await acme.history(policyId);
    expect(history.map(({ number, state, materialVersion }) => [number, state, materialVersion])).toEqual([
      [3, PolicyVersionState.PUBLISHED, 3],
      [2, PolicyVersionState.SUPERSEDED, 1],
      [1, PolicyVersionState.SUPERSEDED, 1],
    ]);
    const told = await publicationsOf(policyId);
    expect(told.map((published) => published?.supersededPolicyVersionId)).toEqual([
      "",
      version.id,
      second.version.id,
    ]);
    expect(told.at(-1)).toMatchObject({
      policyVersionId: third.version.id,
      version: 3,
      materialVersion: 3,
      contentSha256: third.version.contentSha256,
      changeNote: "now Three.",
      revision: third.policy.revision,
    });
    expect(told.at(-1)?.rules?.required).toBe(true);
  });

  test("a first publication is always material", async () => {
    const { policy } = await acme.draft();
    await acme.approve(policy.id);
    const request = { policyId: policy.id, materiality: Materiality.EDITORIAL };
    expect(await refusal(acme.author.policies.publishPolicy(request))).toBe(
      "InvalidArgument FIRST_PUBLICATION_IS_MATERIAL",
    );
  });

  test("a dry run answers as if published and changes nothing", async () => {
    const { policy } = await acme.draft();
    const approved = await acme.approve(policy.id);
    const request = { policyId: policy.id, validateOnly: true };
    const answer = both(await acme.author.policies.publishPolicy(request));
    expect(answer.version.state).toBe(PolicyVersionState.PUBLISHED);
    expect(answer.policy.status).toBe(PolicyStatus.PUBLISHED);
    expect(await acme.policy(policy.id)).toEqual(approved.policy);
    expect(await publicationsOf(policy.id)).toEqual([]);
  });

  test("the same request_id publishes once and gives the first answer again", async () => {
    const { policy } = await acme.draft();
    await acme.approve(policy.id);
    const request = { policyId: policy.id, requestId: "0b8f2d5e-29f5-4d0e-9d0a-0c7c5d0e9f11" };
    const answers = await Promise.all([1, 2, 3].map(() => acme.author.policies.publishPolicy(request)));
    expect(new Set(answers.map((answer) => answer.policy?.etag)).size).toBe(1);
    expect(await publicationsOf(policy.id)).toHaveLength(1);
  });

  test("a stale etag publishes nothing", async () => {
    const { policy } = await acme.draft();
    await acme.approve(policy.id);
    const request = { policyId: policy.id, etag: policy.etag };
    expect(await refusal(acme.author.policies.publishPolicy(request))).toBe("Aborted ETAG_MISMATCH");
  });
});

describe("the subscription's limit", () => {
  const limited = async (name: string, maxPublishedPolicies: number): Promise<Company> => {
    const company = await Company.found(net, name);
    const { customerId } = company;
    await net.client(CustomerService, net.operator()).updateSubscription({
      customerId,
      subscription: { maxPublishedPolicies },
    });
    await net.settle();
    return company;
  };
  const approvedPolicies = (company: Company, count: number): Promise<string[]> =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const { policy } = await company.draft();
        await company.approve(policy.id);
        return policy.id;
      }),
    );

  test("is kept when many publish at once", async () => {
    const company = await limited("Small", 3);
    const ids = await approvedPolicies(company, 8);
    const outcomes = await Promise.all(
      ids.map((policyId) => refusal(company.author.policies.publishPolicy({ policyId }))),
    );
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome !== "ok")).toEqual(
      Array(5).fill("ResourceExhausted PUBLISHED_POLICY_LIMIT_REACHED"),
    );
    const { policies } = await company.author.policies.listPolicies({ statuses: [PolicyStatus.PUBLISHED] });
    expect(policies).toHaveLength(3);
  });

  test("does not stop later versions, and archiving makes room", async () => {
    const company = await limited("Tiny", 1);
    const [first = "", second = ""] = await approvedPolicies(company, 2);
    await company.author.policies.publishPolicy({ policyId: first });
    await company.author.policies.createDraft({ policyId: first });
    await company.approve(first);
    await company.author.policies.publishPolicy({ policyId: first });
    const publishSecond = (validateOnly: boolean) =>
      refusal(company.author.policies.publishPolicy({ policyId: second, validateOnly }));
    expect(await publishSecond(true)).toBe("ResourceExhausted PUBLISHED_POLICY_LIMIT_REACHED");
    await company.author.policies.archivePolicy({ policyId: first });
    await company.author.policies.archivePolicy({ policyId: first });
    expect(await publishSecond(true)).toBe("ok");
    expect(await publishSecond(false)).toBe("ok");
  });
});

describe("what others are told", () => {
  test("a new audience of a policy in force is told with the version in force, not the draft", async () => {
    const { policy, version } = await acme.publish("In force.", { title: "Told" });
    await acme.author.policies.createDraft({ policyId: policy.id });
    const audience = { all: [{ field: AudienceCondition_Field.DEPARTMENT, values: ["Finance"] }] };
    const { policy: updated } = await acme.author.policies.updatePolicy({
      policy: { id: policy.id, title: "Told anew", audience },
    });
    const [row] = (await net.eventsOf("policy", "PolicyUpdated")).slice(-1);
    const told = row && fromBinary(PolicyUpdatedSchema, eventBody(row));
    expect(told?.changedFields).toEqual(["title", "audience"]);
    expect(told?.published).toMatchObject({
      policyVersionId: version.id,
      title: "Told",
      audience,
      revision: updated?.revision,
    });
    expect(told?.openVersion).toMatchObject({ title: "Told anew", contentMarkdown: "" });
  });

  test("an archived policy says which signatures end, and can't be changed any more", async () => {
    const { policy } = await acme.publish("Going.");
    const policyId = policy.id;
    await acme.author.policies.createDraft({ policyId });
    const configurationId = await acme.propose(policyId, "sla", 7);
    const { policy: archived } = await acme.author.policies.archivePolicy({ policyId });
    expect(archived).toMatchObject({
      status: PolicyStatus.ARCHIVED,
      publishedVersionId: "",
      openVersionId: "",
    });
    expect((await acme.history(policyId)).map((version) => version.state)).toEqual([
      PolicyVersionState.ARCHIVED,
      PolicyVersionState.ARCHIVED,
    ]);
    const change = { policyId };
    const refusals = await Promise.all([
      refusal(acme.author.policies.createDraft(change)),
      refusal(acme.author.policies.submitForApproval(change)),
      refusal(acme.author.policies.publishPolicy(change)),
      refusal(acme.author.policies.updatePolicy({ policy: { id: policyId, title: "No" } })),
      refusal(acme.propose(policyId, "other", 1)),
      refusal(acme.approver.policies.approvePolicyConfiguration({ policyConfigurationId: configurationId })),
    ]);
    expect(new Set(refusals)).toEqual(new Set(["FailedPrecondition POLICY_ARCHIVED"]));
    const waiting = await acme.approver.policies.listPolicyConfigurations({ policyId });
    expect(waiting.configurations).toEqual([]);
  });
});
