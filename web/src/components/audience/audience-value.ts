import { create } from "@bufbuild/protobuf";
import {
  type Audience,
  type AudienceCondition,
  AudienceConditionSchema,
  AudienceSchema,
  AudienceCondition_Field as Field,
} from "#gen/countersign/common/v1/audience_pb.ts";

/** The lists of an audience: one of `any` must hold, each of `all`, and none of `none`. */
export type AudiencePart = "any" | "all" | "none";

/** Most conditions in one of its lists, as the contract has it. */
export const MOST_CONDITIONS = 20;

/** What of a person can be compared, in the order in which it is offered. */
export const FIELDS = [
  Field.DEPARTMENT,
  Field.ROLE,
  Field.GROUP,
  Field.LOCATION,
  Field.EMPLOYMENT_TYPE,
  Field.EMPLOYEE,
] as const;

/** Everybody who works for the customer. */
export const everyone = (): Audience => create(AudienceSchema);

/** Whether it leaves nobody out but those whom `none` names. */
export const includesEveryone = ({ any, all }: Audience): boolean => any.length + all.length === 0;

/** Whether every condition has something to compare with; the server refuses others. */
export const audienceIsComplete = ({ any, all, none }: Audience): boolean =>
  [...any, ...all, ...none].every(({ values }) => values.length > 0);

/** The audience with one condition more, which compares with nothing yet. */
export const addCondition = (audience: Audience, part: AudiencePart, field: Field): Audience =>
  withPart(audience, part, [...audience[part], create(AudienceConditionSchema, { field })]);

/** The audience without one of its conditions. */
export const removeCondition = (audience: Audience, part: AudiencePart, index: number): Audience =>
  withPart(
    audience,
    part,
    audience[part].filter((_, i) => i !== index),
  );

/** The audience with other values of one condition. */
export const setValues = (
  audience: Audience,
  part: AudiencePart,
  index: number,
  values: readonly string[],
): Audience =>
  withPart(
    audience,
    part,
    audience[part].map((condition, i) =>
      i === index
        ? create(AudienceConditionSchema, { field: condition.field, values: [...values] })
        : condition,
    ),
  );

/** What of it can be compared already: conditions without values are left out. */
export const completePart = ({ any, all, none }: Audience): Audience => {
  const filled = (conditions: readonly AudienceCondition[]): AudienceCondition[] =>
    conditions.filter(({ values }) => values.length > 0);
  return create(AudienceSchema, { any: filled(any), all: filled(all), none: filled(none) });
};

/** The audience of everybody but those whom it excludes. */
export const widenToEveryone = ({ none }: Audience): Audience => create(AudienceSchema, { none });

const withPart = (
  { any, all, none }: Audience,
  part: AudiencePart,
  conditions: AudienceCondition[],
): Audience => create(AudienceSchema, { any, all, none, [part]: conditions });
