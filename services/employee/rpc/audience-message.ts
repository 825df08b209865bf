import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type AudienceCondition,
  AudienceCondition_Field,
  type AudienceConditionSchema,
  type Audience as AudienceMessage,
} from "#gen/countersign/common/v1/audience_pb.ts";
import type { Audience, AudienceField, Condition } from "../domain/audience.ts";

const FIELDS: Readonly<Record<AudienceField, AudienceCondition_Field>> = {
  role: AudienceCondition_Field.ROLE,
  department: AudienceCondition_Field.DEPARTMENT,
  location: AudienceCondition_Field.LOCATION,
  group: AudienceCondition_Field.GROUP,
  employment_type: AudienceCondition_Field.EMPLOYMENT_TYPE,
  employee: AudienceCondition_Field.EMPLOYEE,
};

const BY_NUMBER = new Map(
  Object.entries(FIELDS).map(([field, number]) => [number, field as AudienceField] as const),
);

/** An audience from the wire. A condition on a field that is not known here holds for nobody. */
export const audienceOf = (message: AudienceMessage | undefined): Audience => ({
  all: (message?.all ?? []).map(conditionOf),
  any: (message?.any ?? []).map(conditionOf),
  none: (message?.none ?? []).map(conditionOf),
});

/** A condition on the wire. */
export const conditionMessage = (condition: Condition): MessageInitShape<typeof AudienceConditionSchema> => ({
  field: FIELDS[condition.field],
  values: [...condition.values],
});

function conditionOf({ field, values }: AudienceCondition): Condition {
  const known = BY_NUMBER.get(field);
  return known ? { field: known, values } : { field: "employee", values: [] };
}
