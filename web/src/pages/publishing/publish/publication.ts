import { create } from "@bufbuild/protobuf";
import { type Audience, AudienceSchema } from "#gen/countersign/common/v1/audience_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { AcknowledgementRulesSchema, Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { type Action, useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { type Draft, useDraft } from "../../../app/draft.ts";

/** What is chosen for a publication. */
export interface Publication {
  readonly audience: Audience;
  /** Days to sign; 0: the customer's. */
  readonly days: number;
  /** Whether anybody is asked to sign. */
  readonly required: boolean;
  /** Whether everybody signs again. */
  readonly material: boolean;
}

/** A publication that is being prepared. */
export interface Preparation {
  readonly draft: Draft<Publication>;
  readonly isFirst: boolean;
  /** The audience is another one than the policy has now. */
  readonly audienceChanges: boolean;
  readonly publish: Action<[], void>;
}

/** Prepares the publication of a policy's approved version, and does it: first the policy's own changes, then the version. */
export function usePublication(policy: Policy, onPublished: () => void): Preparation {
  const policies = useClient(PolicyService);
  const isFirst = policy.publishedVersionId === "";
  const saved = savedOf(policy);
  const draft = useDraft<Publication>(saved, policy.etag);
  const { audience, days, required, material } = draft.value;
  const audienceChanges = JSON.stringify(audience) !== JSON.stringify(saved.audience);
  const rulesChange = days !== saved.days || required !== saved.required;
  const publish = useAction(async () => {
    const policyId = policy.id;
    let { etag } = draft;
    if (audienceChanges || rulesChange) {
      const rules = create(AcknowledgementRulesSchema, policy.rules);
      rules.newVersionDays = days;
      rules.required = required;
      const changed = await policies.updatePolicy({
        policy: { id: policyId, audience, rules },
        updateMask: { paths: ["audience", "rules"] },
        etag,
        requestId: newRequestId(),
      });
      etag = changed.policy?.etag ?? "";
    }
    const materiality = isFirst || material ? Materiality.MATERIAL : Materiality.EDITORIAL;
    await policies.publishPolicy({ policyId, materiality, etag, requestId: newRequestId() });
    onPublished();
  });
  return { draft, isFirst, audienceChanges, publish };
}

const savedOf = ({ audience, rules }: Policy): Publication => ({
  audience: audience ?? create(AudienceSchema),
  days: rules?.newVersionDays ?? 0,
  required: rules?.required ?? true,
  material: true,
});
