import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { AudienceCondition_Field } from "#gen/countersign/common/v1/audience_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
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

describe("CreatePolicy", () => {
  test("fills in the defaults: owner, everyone, one APPROVER, signature required", async () => {
    const { policy } = await acme.draft();
    expect(policy).toMatchObject({
      ownerUserId: acme.author.userId,
      status: PolicyStatus.DRAFT,
      approvalRule: { approverUserIds: [], approverRole: PermissionRole.APPROVER, requiredApprovals: 1 },
      rules: { newVersionDays: 0, required: true },
      openVersionState: PolicyVersionState.DRAFT,
    });
    expect(policy.audience).toMatchObject({ all: [], any: [], none: [] });
  });

  test("needs a title of its own or a template's, which no other live policy has", async () => {
    const create = (title: string) => refusal(acme.author.policies.createPolicy({ title }));
    expect(await create("")).toBe("InvalidArgument TITLE_REQUIRED");
    expect(await create("   ")).toBe("InvalidArgument INVALID_FIELD");
    const outcomes = await Promise.all(["Same", " SAME "].map(create));
    expect(outcomes.toSorted()).toEqual(["AlreadyExists POLICY_TITLE_TAKEN", "ok"]);
  });

  test("refuses an audience too large to tell others about", async () => {
    const values = Array.from({ length: 500 }, (_, i) => `${i}`.padEnd(200, "x"));
    const condition = { field: AudienceCondition_Field.ROLE, values };
    const request = { title: "Huge", audience: { any: [condition, condition] } };
    expect(await refusal(acme.author.policies.createPolicy(request))).toBe("InvalidArgument INVALID_FIELD");
  });

  test("the same request_id creates one policy", async () => {
    const request = { title: "Once", requestId: "e34f2f6f-0f0e-4b62-9d5c-9f8f2a7d1c11" };
    const answers = await Promise.all([1, 2].map(() => acme.author.policies.createPolicy(request)));
    expect(new Set(answers.map((answer) => answer.policy?.id)).size).toBe(1);
  });
});

describe("UpdatePolicy", () => {
  test("a text without an open version has nowhere to go", async () => {
    const { policy } = await acme.publish();
    const request = { policy: { id: policy.id }, contentMarkdown: "New." };
    expect(await refusal(acme.author.policies.updatePolicy(request))).toBe(
      "FailedPrecondition NO_OPEN_DRAFT",
    );
  });

  test("two who write at once with the same etag: one wins, the other is told", async () => {
    const { policy } = await acme.draft();
    const write = (contentMarkdown: string) =>
      refusal(
        acme.author.policies.updatePolicy({ policy: { id: policy.id }, contentMarkdown, etag: policy.etag }),
      );
    const outcomes = await Promise.all([write("A"), write("B")]);
    expect(outcomes.toSorted()).toEqual(["Aborted ETAG_MISMATCH", "ok"]);
  });

  test("the mask may not name what the server sets, and a policy keeps a title and an owner", async () => {
    const { policy } = await acme.draft();
    const mask = (path: string) =>
      refusal(
        acme.author.policies.updatePolicy({ policy: { id: policy.id }, updateMask: { paths: [path] } }),
      );
    expect(await mask("status")).toBe("InvalidArgument INVALID_UPDATE_MASK");
    expect(await mask("title")).toBe("InvalidArgument INVALID_FIELD");
    expect(await mask("owner_user_id")).toBe("InvalidArgument INVALID_FIELD");
    expect(await mask("audience")).toBe("ok");
  });

  test("an update that changes nothing leaves etag and events as they are", async () => {
    const { policy } = await acme.draft("Same.");
    const before = await net.eventsOf("policy");
    const { policy: after } = await acme.author.policies.updatePolicy({
      policy: { id: policy.id, title: policy.title },
      contentMarkdown: "Same.",
    });
    expect(after).toEqual(policy);
    expect(await net.eventsOf("policy")).toHaveLength(before.length);
  });

  test("a text that would be rendered beyond its bound is refused", async () => {
    const { policy } = await acme.draft("{{x}}");
    const { configuration } = await acme.author.policies.setPolicyConfiguration({
      policyId: policy.id,
      key: "x",
      value: { value: { case: "text", value: "*".repeat(1000) } },
    });
    await acme.approver.policies.approvePolicyConfiguration({
      policyConfigurationId: configuration?.id ?? "",
    });
    const request = { policy: { id: policy.id }, contentMarkdown: "{{x}}".repeat(150_000) };
    expect(await refusal(acme.author.policies.updatePolicy(request))).toBe(
      "FailedPrecondition CONTENT_TOO_LARGE",
    );
  });
});

describe("ListPolicies", () => {
  test("pages through what changed last, filtered, without gaps", async () => {
    const company = await Company.found(net, "Lists");
    const expected: string[] = [];
    for (let i = 0; i < 5; i++) {
      net.clock.advance(1000);
      const { policy } = await company.draft("x", { title: `Paged ${i}`, summary: i % 2 ? "Odd (one)" : "" });
      expected.unshift(policy.id);
    }
    const seen: string[] = [];
    let pageToken = "";
    do {
      const page = await company.author.policies.listPolicies({ query: "PAGED", pageSize: 2, pageToken });
      seen.push(...page.policies.map((policy) => policy.id));
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(seen).toEqual(expected);
    const odd = await company.author.policies.listPolicies({ query: "(one) paged" });
    expect(odd.policies.map((policy) => policy.title)).toEqual(["Paged 3", "Paged 1"]);
    const none = await company.author.policies.listPolicies({ statuses: [PolicyStatus.PUBLISHED] });
    expect(none.policies).toEqual([]);
    const inReview = { openVersionStates: [PolicyVersionState.IN_REVIEW] };
    expect((await company.author.policies.listPolicies(inReview)).policies).toEqual([]);
    const mine = { ownerUserId: company.author.userId };
    expect((await company.author.policies.listPolicies(mine)).policies).toHaveLength(5);
  });
});

describe("tenant isolation", () => {
  test("another customer's policy, version and configuration are as unknown as ones that never were", async () => {
    const spy = (await Company.found(net, "Spies")).author.policies;
    const { policy, version } = await acme.draft("{{x}}");
    const policyConfigurationId = await acme.propose(policy.id, "x", 1);
    const policyId = policy.id;
    const answers = await Promise.all([
      refusal(spy.getPolicy({ policyId })),
      refusal(spy.updatePolicy({ policy: { id: policyId, title: "Mine" } })),
      refusal(spy.archivePolicy({ policyId })),
      refusal(spy.listPolicyVersions({ policyId })),
      refusal(spy.listPolicyConfigurations({ policyId })),
      refusal(spy.getPolicyVersion({ policyVersionId: version.id })),
      refusal(spy.rejectPolicyConfiguration({ policyConfigurationId, comment: "x" })),
      refusal(spy.getPolicy({ policyId, customerId: acme.customerId })),
    ]);
    expect(answers).toEqual([
      ...Array(5).fill("NotFound POLICY_NOT_FOUND"),
      "NotFound POLICY_VERSION_NOT_FOUND",
      "NotFound POLICY_CONFIGURATION_NOT_FOUND",
      "NotFound CUSTOMER_NOT_FOUND",
    ]);
  });

  test("a deleted customer's policies are out of reach until it is restored", async () => {
    const company = await Company.found(net, "Gone");
    const { policy } = await company.draft();
    const operator = net.client(CustomerService, net.operator());
    await operator.deleteCustomer({ customerId: company.customerId });
    await net.settle();
    const read = () => refusal(company.author.policies.getPolicy({ policyId: policy.id }));
    expect(await read()).toBe("NotFound CUSTOMER_NOT_FOUND");
    await operator.undeleteCustomer({ customerId: company.customerId });
    await net.settle();
    expect(await read()).toBe("ok");
  });
});

test("lists never carry texts, a version by id does", async () => {
  const { policy, version } = await acme.publish("Read me.");
  const { versions } = await acme.author.policies.listPolicyVersions({ policyId: policy.id });
  expect(versions.map(({ contentMarkdown, renderedMarkdown }) => contentMarkdown + renderedMarkdown)).toEqual(
    [""],
  );
  const read = both({
    policy,
    ...(await acme.author.policies.getPolicyVersion({ policyVersionId: version.id })),
  });
  expect(read.version.renderedMarkdown).toBe("Read me.\n");
});
