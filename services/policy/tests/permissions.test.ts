import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
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
  acme = await Company.found(net, "Permitted");
});
afterAll(() => net.stop());

const robot = (makerId: string, ...permissions: Permission[]) =>
  net.client(PolicyService, net.apiKey(acme.customerId, permissions, makerId));
const withPermissions = (...permissions: Permission[]) => {
  const user = net.user(acme.customerId, [], { permissions });
  return { userId: user.userId, policies: net.client(PolicyService, user) };
};

test("what an API key writes is its maker's: they own it, and never approve it", async () => {
  const maker = acme.person(PermissionRole.APPROVER, PermissionRole.COMPLIANCE_OFFICER);
  const key = robot(maker.userId, Permission.POLICIES_WRITE);
  const { policy, version } = both(await key.createPolicy({ title: "By a robot", contentMarkdown: "Beep." }));
  expect(policy.ownerUserId).toBe(maker.userId);
  expect(version.authorUserId).toBe(maker.userId);
  await key.submitForApproval({ policyId: policy.id });
  const decision = { policyId: policy.id, contentSha256: version.contentSha256 };
  expect(await refusal(maker.policies.approvePolicy(decision))).toBe(
    "PermissionDenied AUTHOR_CANNOT_APPROVE",
  );
  await acme.approver.policies.approvePolicy(decision);
  const [created] = (await net.eventsOf("policy", "PolicyCreated")).filter(
    ({ subject }) => subject === policy.id,
  );
  expect(created?.actor).toMatchObject({ userId: expect.stringMatching(/^apk_/), name: "Test key" });
});

test("no API key decides, even one that its maker could approve with", async () => {
  const { policy, version } = await acme.draft();
  await acme.author.policies.submitForApproval({ policyId: policy.id });
  const key = robot(acme.approver.userId, Permission.POLICIES_APPROVE, Permission.POLICIES_READ);
  const decision = { policyId: policy.id, contentSha256: version.contentSha256, comment: "no" };
  const refused = "PermissionDenied USER_REQUIRED";
  expect(await refusal(key.approvePolicy(decision))).toBe(refused);
  expect(await refusal(key.rejectPolicy(decision))).toBe(refused);
  expect(await refusal(key.listPolicies({ awaitingMyDecision: true }))).toBe(refused);
  expect((await key.listPolicies({})).policies.length).toBeGreaterThan(0);
});

test("a role of the customer's own that allows approving counts where a rule asks for APPROVER", async () => {
  const { policy, version } = await acme.draft();
  await acme.author.policies.submitForApproval({ policyId: policy.id });
  const decision = { policyId: policy.id, contentSha256: version.contentSha256 };
  const reader = withPermissions(Permission.POLICIES_READ);
  expect(await refusal(reader.policies.approvePolicy(decision))).toBe("PermissionDenied ROLE_REQUIRED");
  const approver = withPermissions(Permission.POLICIES_READ, Permission.POLICIES_APPROVE);
  const { policies } = await approver.policies.listPolicies({ awaitingMyDecision: true });
  expect(policies.map(({ id }) => id)).toContain(policy.id);
  const { version: after } = both(await approver.policies.approvePolicy(decision));
  expect(after.state).toBe(PolicyVersionState.APPROVED);
});
