import { toBinary } from "@bufbuild/protobuf";
import {
  AudienceSchema,
  type Audience as WireAudience,
  type AudienceCondition as WireCondition,
} from "#gen/countersign/common/v1/audience_pb.ts";
import type { ApprovalRule as WireRule } from "#gen/countersign/policy/v1/approval_pb.ts";
import {
  Materiality as WireMateriality,
  type AcknowledgementRules as WireRules,
} from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { invalidField } from "../../../../runtime/errors.ts";
import { type ApprovalRule, completeRule, DEFAULT_RULE } from "../../domain/approval.ts";
import type { AcknowledgementRules, Audience, AudienceCondition } from "../../domain/policy.ts";
import type { Materiality } from "../../domain/version.ts";

/** Most bytes of an audience on the wire: events carry it next to a thousand people, and a message holds 1 MB. */
const MAX_AUDIENCE_BYTES = 100_000;

/** An audience from the wire; unset: everyone. Throws INVALID_FIELD when it is too large. `field` is its path. */
export function audienceOf(message: WireAudience | undefined, field: string): Audience {
  if (!message) return { all: [], any: [], none: [] };
  if (toBinary(AudienceSchema, message).length > MAX_AUDIENCE_BYTES) {
    const text = `An audience takes at most ${MAX_AUDIENCE_BYTES} bytes; use a group instead of many names.`;
    throw invalidField(field, "max_bytes", text);
  }
  const condition = ({ field, values }: WireCondition): AudienceCondition => ({ field, values });
  return {
    all: message.all.map(condition),
    any: message.any.map(condition),
    none: message.none.map(condition),
  };
}

/** An approval rule from the wire with its defaults filled in; unset: one holder of APPROVER. */
export const ruleOf = (message: WireRule | undefined): ApprovalRule =>
  message ? completeRule(message) : DEFAULT_RULE;

/** Acknowledgement rules from the wire; unset: the customer's settings, signature required. */
export const rulesOf = (message: WireRules | undefined): AcknowledgementRules => ({
  newJoinerDays: message?.newJoinerDays ?? 0,
  manualDays: message?.manualDays ?? 0,
  newVersionDays: message?.newVersionDays ?? 0,
  periodicDays: message?.periodicDays ?? 0,
  required: message?.required ?? true,
});

/** A materiality from the wire, or what an unspecified one stands for. */
export function materialityOf(message: WireMateriality, unspecified: Materiality): Materiality {
  if (message === WireMateriality.UNSPECIFIED) return unspecified;
  return message === WireMateriality.MATERIAL ? "MATERIAL" : "EDITORIAL";
}
