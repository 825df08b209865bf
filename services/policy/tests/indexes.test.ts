import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PolicyConfigurationState } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyOrder } from "#gen/countersign/policy/v1/policy_requests_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { TemplateStatus } from "#gen/countersign/policy/v1/template_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { customerModule } from "../../customer/module.ts";
import { policyModule } from "../module.ts";
import { both, Company } from "./company.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policyModule] });
});
afterAll(() => net.stop());

/** What MongoDB's profiler says of one operation. */
interface Profiled {
  readonly ns: string;
  readonly op: string;
  readonly planSummary?: string;
  readonly hasSortStage?: boolean;
  readonly command?: object;
}

const COLLECTIONS =
  /\.(templates|template_versions|policies|policy_versions|policy_configurations|published_counts)$/;

/** Every kind of call that the service answers, at least once. */
async function callEverything(company: Company): Promise<void> {
  const { author, approver } = company;
  const { template } = await author.policies.createTemplate({ title: "T", contentMarkdown: "a {{k}}" });
  const templateId = template?.id ?? "";
  const { policy } = both(await author.policies.createPolicy({ templateId }));
  const policyId = policy.id;
  await company.activate(policyId, "k", 1);
  await company.approve(policyId);
  await author.policies.publishPolicy({ policyId });
  await author.policies.publishTemplateVersion({ templateId, contentMarkdown: "b {{k}}", changeLog: "b" });
  await author.policies.createDraft({ policyId, templateVersion: 2 });
  await author.policies.publishTemplateVersion({ templateId, contentMarkdown: "c {{k}}", changeLog: "c" });
  await author.policies.mergeTemplateVersion({ policyId });
  await author.policies.submitForApproval({ policyId });
  await author.policies.withdrawFromApproval({ policyId });
  await author.policies.updatePolicy({ policy: { id: policyId, title: "Other" }, changeNote: "n" });
  await company.activate(policyId, "k", 2);
  const rejected = await company.propose(policyId, "k", 3);
  await approver.policies.rejectPolicyConfiguration({ policyConfigurationId: rejected, comment: "no" });
  await company.approve(policyId);
  await author.policies.publishPolicy({ policyId });
  for (const { id } of await company.history(policyId))
    await author.policies.getPolicyVersion({ policyVersionId: id });
  await author.policies.listPolicyVersions({ policyId, states: [PolicyVersionState.SUPERSEDED] });
  const { ARCHIVED, DRAFT, PUBLISHED } = PolicyStatus;
  await author.policies.listPolicies({});
  await author.policies.listPolicies({ statuses: [ARCHIVED, DRAFT, PUBLISHED], query: "other" });
  await author.policies.listPolicies({ ownerUserId: author.userId });
  await author.policies.listPolicies({ orderBy: PolicyOrder.TITLE });
  await author.policies.listPolicies({ orderBy: PolicyOrder.REVIEW_DUE });
  await author.policies.renewPolicy({ policyId });
  await author.policies.searchPolicies({ query: "lock screen" });
  const [latest] = await company.history(policyId);
  await author.policies.diffPolicyVersions({ policyVersionId: latest?.id ?? "" });
  await author.policies.listPolicies({ templateId });
  await approver.policies.listPolicies({ awaitingMyDecision: true });
  await approver.policies.listAwaitedDecisions({});
  await author.policies.listPolicyConfigurations({});
  await author.policies.listPolicyConfigurations({ policyId, key: "k" });
  await author.policies.listPolicyConfigurations({ states: [PolicyConfigurationState.REJECTED] });
  await author.policies.listTemplates({});
  await author.policies.listTemplates({ statuses: [TemplateStatus.ACTIVE, TemplateStatus.ARCHIVED] });
  await author.policies.listTemplateVersions({ templateId, withContent: true });
  await author.policies.archivePolicy({ policyId });
  await author.policies.archiveTemplate({ templateId });
}

/** A search for words is ranked, or reads all of a customer's policies in any case; sorting the few that match costs nothing. */
const searches = (command: object | undefined): boolean =>
  /searchText|\$text/.test(JSON.stringify(command ?? {}));

/** With as many policies as a customer has: over a handful of documents the planner may as well sort. */
test("every query of the service is served by an index, and no list sorts in memory", async () => {
  const company = await Company.found(net, "Indexed");
  for (let batch = 0; batch < 4; batch++)
    await Promise.all(Array.from({ length: 40 }, () => company.draft()));
  const { db } = net.database("policy");
  if (!db) throw new Error("the database is not connected");
  await db.command({ profile: 2 });
  await callEverything(company);
  await db.command({ profile: 0 });
  const profiled = await db.collection<Profiled>("system.profile").find().toArray();
  const ours = profiled.filter(({ ns, op }) => COLLECTIONS.test(ns) && op !== "insert");
  expect(ours.length).toBeGreaterThan(60);
  expect(ours.filter(({ planSummary }) => planSummary?.includes("COLLSCAN"))).toEqual([]);
  const sorted = ours.filter(({ hasSortStage }) => hasSortStage);
  expect(sorted.filter(({ command }) => !searches(command))).toEqual([]);
});
