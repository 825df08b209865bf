import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { approvePolicy } from "./approve-policy.ts";
import { approvePolicyConfiguration } from "./approve-policy-configuration.ts";
import { archivePolicy } from "./archive-policy.ts";
import { archiveTemplate } from "./archive-template.ts";
import { createDraft } from "./create-draft.ts";
import { createPolicy } from "./create-policy.ts";
import { createTemplate } from "./create-template.ts";
import { diffPolicyVersions } from "./diff-policy-versions.ts";
import { getPolicy } from "./get-policy.ts";
import { getPolicyVersion } from "./get-policy-version.ts";
import { listAwaitedDecisions } from "./list-awaited-decisions.ts";
import { listPolicies } from "./list-policies.ts";
import { listPolicyConfigurations } from "./list-policy-configurations.ts";
import { listPolicyVersions } from "./list-policy-versions.ts";
import { listTemplateVersions } from "./list-template-versions.ts";
import { listTemplates } from "./list-templates.ts";
import { mergeTemplateVersion } from "./merge-template-version.ts";
import { publishPolicy } from "./publish-policy.ts";
import { publishTemplateVersion } from "./publish-template-version.ts";
import { rejectPolicy } from "./reject-policy.ts";
import { rejectPolicyConfiguration } from "./reject-policy-configuration.ts";
import { renewPolicy } from "./renew-policy.ts";
import { searchPolicies } from "./search-policies.ts";
import { setPolicyConfiguration } from "./set-policy-configuration.ts";
import { submitForApproval } from "./submit-for-approval.ts";
import { updatePolicy } from "./update-policy.ts";
import { withdrawFromApproval } from "./withdraw-from-approval.ts";

/** The policy service: one line per RPC. */
export const policyRpc = (context: PolicyContext): Implementation =>
  implement(PolicyService, context, {
    createTemplate,
    publishTemplateVersion,
    listTemplates,
    listTemplateVersions,
    archiveTemplate,
    createPolicy,
    getPolicy,
    listPolicies,
    updatePolicy,
    archivePolicy,
    renewPolicy,
    searchPolicies,
    createDraft,
    mergeTemplateVersion,
    submitForApproval,
    approvePolicy,
    rejectPolicy,
    withdrawFromApproval,
    listAwaitedDecisions,
    publishPolicy,
    listPolicyVersions,
    getPolicyVersion,
    diffPolicyVersions,
    setPolicyConfiguration,
    approvePolicyConfiguration,
    rejectPolicyConfiguration,
    listPolicyConfigurations,
  });
