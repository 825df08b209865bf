import type { Client } from "@connectrpc/connect";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import type { Constellation } from "../../../runtime/testing/constellation.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";

type PolicyClient = Client<typeof PolicyService>;

/** Somebody of a company, with a client that calls as them. */
export interface Person {
  readonly user: TestUser;
  readonly userId: string;
  readonly policies: PolicyClient;
}

/** A policy with one of its versions; both are there. */
export interface PolicyAndVersion {
  readonly policy: Policy;
  readonly version: PolicyVersion;
}

/** A customer with an author, and as many approvers as asked for. */
export class Company {
  readonly net: Constellation;
  readonly customerId: string;
  readonly author: Person;
  readonly approver: Person;
  #policies = 0;

  private constructor(net: Constellation, customerId: string) {
    this.net = net;
    this.customerId = customerId;
    this.author = this.person(PermissionRole.COMPLIANCE_OFFICER);
    this.approver = this.person(PermissionRole.APPROVER);
  }

  static async found(net: Constellation, name: string, tier?: SubscriptionTier): Promise<Company> {
    const { customerId } = await net.createCustomer(name, tier);
    return new Company(net, customerId);
  }

  /** A new user with roles. */
  person(...roles: PermissionRole[]): Person {
    const user = this.net.user(this.customerId, roles);
    return { user, userId: user.userId, policies: this.net.client(PolicyService, user) };
  }

  /** A policy with a draft. */
  async draft(
    contentMarkdown = "Lock your screen.",
    more: Parameters<PolicyClient["createPolicy"]>[0] = {},
  ): Promise<PolicyAndVersion> {
    const title = `Policy ${++this.#policies}`;
    return both(await this.author.policies.createPolicy({ title, contentMarkdown, ...more }));
  }

  /** Submits the open draft and has one approver approve it. */
  async approve(policyId: string, approver: Person = this.approver): Promise<PolicyAndVersion> {
    const { version } = both(await this.author.policies.submitForApproval({ policyId }));
    const { contentSha256 } = version;
    return both(await approver.policies.approvePolicy({ policyId, contentSha256 }));
  }

  /** A policy in force with a text. */
  async publish(
    contentMarkdown?: string,
    more?: Parameters<PolicyClient["createPolicy"]>[0],
  ): Promise<PolicyAndVersion> {
    const { policy } = await this.draft(contentMarkdown, more);
    await this.approve(policy.id);
    return both(await this.author.policies.publishPolicy({ policyId: policy.id }));
  }

  /** Proposes an integer or duration in days, and has it approved. */
  async activate(policyId: string, key: string, days: number) {
    const id = await this.propose(policyId, key, days);
    return this.approver.policies.approvePolicyConfiguration({ policyConfigurationId: id });
  }

  /** Proposes a duration in days; gives the configuration's id. */
  async propose(policyId: string, key: string, days: number): Promise<string> {
    const { configuration } = await this.author.policies.setPolicyConfiguration({
      policyId,
      key,
      value: { value: { case: "duration", value: { seconds: BigInt(days * 86_400) } } },
    });
    return configuration?.id ?? "";
  }

  /** A policy as it is now. */
  async policy(policyId: string): Promise<Policy> {
    const { policy } = await this.author.policies.getPolicy({ policyId });
    if (!policy) throw new Error("no policy came back");
    return policy;
  }

  /** The numbers and states of a policy's versions, highest first. */
  async history(policyId: string): Promise<PolicyVersion[]> {
    return (await this.author.policies.listPolicyVersions({ policyId })).versions;
  }
}

/** An answer whose policy and version must be there. */
export function both(answer: {
  policy?: Policy | undefined;
  version?: PolicyVersion | undefined;
}): PolicyAndVersion {
  const { policy, version } = answer;
  if (!policy || !version) throw new Error("no policy or version came back");
  return { policy, version };
}
