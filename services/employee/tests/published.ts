import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type AudienceSchema,
  AudienceCondition_Field as Field,
} from "#gen/countersign/common/v1/audience_pb.ts";
import {
  PolicyArchivedSchema,
  PolicyPublishedSchema,
  PolicyUpdatedSchema,
} from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { Materiality, PublishedPolicySchema } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { type EventDraft, event } from "../../../runtime/events/event.ts";

/** An audience for tests, of one `all` condition. */
export const only = (
  field: keyof typeof Field,
  ...values: string[]
): MessageInitShape<typeof AudienceSchema> => ({
  all: [{ field: Field[field], values }],
});

/** What a test says of a policy; the rest is made up. */
export interface PolicyState {
  readonly customerId: string;
  readonly policyId: string;
  readonly title?: string;
  readonly revision: number;
  readonly version: number;
  readonly materialVersion?: number;
  readonly required?: boolean;
  readonly audience?: MessageInitShape<typeof AudienceSchema>;
}

const snapshot = (state: PolicyState) =>
  create(PublishedPolicySchema, {
    policyId: state.policyId,
    policyVersionId: `${state.policyId.replace("pol_", "plv_").slice(0, -1)}${state.version % 10}`,
    version: state.version,
    materialVersion: state.materialVersion ?? state.version,
    title: state.title ?? "Policy",
    audience: state.audience ?? {},
    materiality:
      (state.materialVersion ?? state.version) === state.version
        ? Materiality.MATERIAL
        : Materiality.EDITORIAL,
    rules: { required: state.required ?? true },
    publishTime: timestampFromDate(new Date("2026-03-01T00:00:00Z")),
    revision: BigInt(state.revision),
  });

const about = (state: Pick<PolicyState, "customerId" | "policyId">) => ({
  customerId: state.customerId,
  subject: state.policyId,
});

/** The events of the policy service that this one listens to. */
export const published = (state: PolicyState): EventDraft =>
  event(PolicyPublishedSchema, about(state), { policy: snapshot(state) });
export const updated = (state: PolicyState): EventDraft =>
  event(PolicyUpdatedSchema, about(state), { published: snapshot(state) });
export const archived = (state: Pick<PolicyState, "customerId" | "policyId" | "revision">): EventDraft =>
  event(PolicyArchivedSchema, about(state), { policyId: state.policyId, revision: BigInt(state.revision) });
