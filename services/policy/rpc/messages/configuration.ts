import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type ConfigurationValueSchema,
  type PolicyConfigurationSchema,
  PolicyConfigurationState,
  type ConfigurationValue as WireValue,
} from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { invalidField } from "../../../../runtime/errors.ts";
import { etagOf } from "../../../../runtime/mongo/revision.ts";
import type { Configuration } from "../../domain/configuration.ts";
import { type ConfigurationValue, checkValue } from "../../domain/configuration-value.ts";

/** A configuration on the wire. */
export const configurationMessage = (
  row: Configuration,
): MessageInitShape<typeof PolicyConfigurationSchema> => ({
  id: row._id,
  customerId: row.customerId,
  policyId: row.policyId,
  key: row.key,
  value: valueMessage(row.value),
  number: row.number,
  state: PolicyConfigurationState[row.state],
  comment: row.comment,
  proposerUserId: row.proposerUserId,
  deciderUserId: row.deciderUserId,
  decisionComment: row.decisionComment,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  ...(row.decideTime ? { decideTime: timestampFromDate(row.decideTime) } : {}),
  etag: etagOf(row),
  policyVersionId: row.policyVersionId,
});

/** A value from the wire. Throws INVALID_FIELD for what the contract's rules can't see. */
export function typedValueOf(message: WireValue | undefined): ConfigurationValue {
  const value = typedValue(message?.value ?? { case: undefined });
  checkValue(value);
  return value;
}

function typedValue(given: WireValue["value"]): ConfigurationValue {
  switch (given.case) {
    case "integer":
      return { kind: "integer", digits: String(given.value) };
    case "duration":
      if (given.value.nanos !== 0)
        throw invalidField("value.duration", "whole_seconds", "A duration is in whole seconds.");
      return { kind: "duration", seconds: Number(given.value.seconds) };
    case "text":
      return { kind: "text", text: given.value };
    case "boolean":
      return { kind: "boolean", yes: given.value };
    case undefined:
      throw invalidField("value", "required", "A configuration needs a value.");
  }
}

export function valueMessage(value: ConfigurationValue): MessageInitShape<typeof ConfigurationValueSchema> {
  switch (value.kind) {
    case "integer":
      return { value: { case: "integer", value: BigInt(value.digits) } };
    case "duration":
      return { value: { case: "duration", value: { seconds: BigInt(value.seconds), nanos: 0 } } };
    case "text":
      return { value: { case: "text", value: value.text } };
    case "boolean":
      return { value: { case: "boolean", value: value.yes } };
  }
}
