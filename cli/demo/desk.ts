import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { PolicyConfigurationState } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type PolicyVersion, PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import type { Caller } from "./callers.ts";
import { audienceOf, type DemoPolicy, type DemoStage, readText } from "./policies.ts";

/** Those who bring a policy into force. */
export interface Desk {
  readonly officer: Caller;
  readonly approver: Caller;
  readonly executive: Caller;
}

const STAGES: readonly DemoStage[] = ["draft", "review", "approved", "published", "archived"];

/** The customer's policies in every state, by title. */
export async function policiesByTitle(caller: Caller): Promise<ReadonlyMap<string, Policy>> {
  const statuses = [PolicyStatus.DRAFT, PolicyStatus.PUBLISHED, PolicyStatus.ARCHIVED];
  const { policies } = await caller.client(PolicyService).listPolicies({ statuses, pageSize: 200 });
  return new Map(policies.map((policy) => [policy.title, policy]));
}

/** Writes a policy and takes it to its stage, from wherever an earlier start left it; gives it as it then is. */
export async function bringToStage(
  desk: Desk,
  wanted: DemoPolicy,
  known: Policy | undefined,
  templateId: string,
): Promise<Policy> {
  let policy = known ?? (await writePolicy(desk, wanted, templateId));
  if (policy.publishedVersion === 0) await configure(desk, wanted, policy);
  if (wanted.rejection) await sendBackOnce(desk, policy, wanted.rejection);
  while (STAGES.indexOf(stageOf(policy)) < STAGES.indexOf(wanted.stage)) policy = await advance(desk, policy);
  return policy;
}

/** Takes a policy's template's newer version over, has it approved and publishes it as material. */
export async function publishSecondVersion(desk: Desk, known: Policy): Promise<Policy> {
  let policy = known;
  while (policy.publishedVersion < 2) {
    if (policy.openVersionId) policy = await advanceOpenVersion(desk, policy);
    else policy = given(await policiesOf(desk).createDraft({ policyId: policy.id, templateVersion: 2 }));
  }
  return policy;
}

/** Records once that a policy was reviewed and still holds. */
export async function reviewOnce(desk: Desk, policyId: string, comment: string): Promise<void> {
  const { reviews } = await policiesOf(desk).getPolicy({ policyId });
  if (reviews.length === 0) await policiesOf(desk).renewPolicy({ policyId, comment });
}

const policiesOf = (desk: Desk) => desk.officer.client(PolicyService);

function given({ policy }: { readonly policy?: Policy | undefined }): Policy {
  if (!policy) throw new Error("no policy came back");
  return policy;
}

async function writePolicy(desk: Desk, wanted: DemoPolicy, templateId: string): Promise<Policy> {
  const { title, summary, text, dueDays, twoApprovals, reviewDays } = wanted;
  const both = { approverUserIds: [desk.approver.userId, desk.executive.userId], requiredApprovals: 2 };
  return given(
    await policiesOf(desk).createPolicy({
      title,
      summary,
      ...(text ? { contentMarkdown: await readText(text) } : { templateId }),
      audience: audienceOf(wanted),
      approvalRule: twoApprovals ? both : { approverRole: PermissionRole.APPROVER },
      rules: { newVersionDays: dueDays },
      ...(reviewDays === undefined ? {} : { reviewIntervalDays: reviewDays }),
    }),
  );
}

async function configure(desk: Desk, { configuration }: DemoPolicy, { id: policyId }: Policy): Promise<void> {
  if (!configuration) return;
  const { key, seconds, comment } = configuration;
  const { configurations } = await policiesOf(desk).listPolicyConfigurations({ policyId, key });
  if (configurations.some((known) => known.state === PolicyConfigurationState.ACTIVE)) return;
  const [pending] = configurations;
  const proposed = pending ?? (await propose(desk, policyId, key, seconds, comment));
  const decision = { policyConfigurationId: proposed?.id ?? "", comment: "Agreed with IT." };
  await desk.approver.client(PolicyService).approvePolicyConfiguration(decision);
}

/** Proposes a span of time for a key of a policy's text. */
export async function propose(desk: Desk, policyId: string, key: string, seconds: number, comment: string) {
  const value = { value: { case: "duration", value: { seconds: BigInt(seconds) } } } as const;
  const { configuration } = await policiesOf(desk).setPolicyConfiguration({ policyId, key, value, comment });
  return configuration;
}

async function sendBackOnce(desk: Desk, policy: Policy, comment: string): Promise<void> {
  const policyId = policy.id;
  const version = await readOpen(desk.approver, policy);
  if (version.approvals.length > 0) return;
  if (version.state === PolicyVersionState.DRAFT) await policiesOf(desk).submitForApproval({ policyId });
  const { contentSha256 } = await readOpen(desk.approver, policy);
  await desk.approver.client(PolicyService).rejectPolicy({ policyId, contentSha256, comment });
}

function stageOf(policy: Policy): DemoStage {
  if (policy.status === PolicyStatus.ARCHIVED) return "archived";
  if (policy.status === PolicyStatus.PUBLISHED) return "published";
  if (policy.openVersionState === PolicyVersionState.IN_REVIEW) return "review";
  return policy.openVersionState === PolicyVersionState.APPROVED ? "approved" : "draft";
}

async function advance(desk: Desk, policy: Policy): Promise<Policy> {
  if (stageOf(policy) !== "published") return advanceOpenVersion(desk, policy);
  return given(await policiesOf(desk).archivePolicy({ policyId: policy.id }));
}

async function advanceOpenVersion(desk: Desk, policy: Policy): Promise<Policy> {
  const policyId = policy.id;
  switch (policy.openVersionState) {
    case PolicyVersionState.IN_REVIEW:
      return approve(desk, policy);
    case PolicyVersionState.APPROVED:
      return given(await policiesOf(desk).publishPolicy({ policyId, materiality: Materiality.MATERIAL }));
    default:
      return given(await policiesOf(desk).submitForApproval({ policyId, comment: "Ready from my side." }));
  }
}

/** One approval more, by the first of the two who hasn't given theirs. */
async function approve(desk: Desk, policy: Policy): Promise<Policy> {
  const version = await readOpen(desk.approver, policy);
  const round = version.approvals.filter((one) => !one.voided && one.round === version.approvalRound);
  const next = round.some((one) => one.userId === desk.approver.userId) ? desk.executive : desk.approver;
  const { contentSha256 } = version;
  return given(
    await next
      .client(PolicyService)
      .approvePolicy({ policyId: policy.id, contentSha256, comment: "Read and approved." }),
  );
}

async function readOpen(reader: Caller, { openVersionId }: Policy): Promise<PolicyVersion> {
  const { version } = await reader.client(PolicyService).getPolicyVersion({ policyVersionId: openVersionId });
  if (!version) throw new Error("no version came back");
  return version;
}
