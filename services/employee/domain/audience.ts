import { type FacetKind, facets } from "./facet.ts";

/** A field that an audience compares; `employee` compares the person's id. */
export type AudienceField =
  | Extract<FacetKind, "role" | "department" | "location" | "group" | "employment_type">
  | "employee";

/** Holds when the person's field has one of the values. */
export interface Condition {
  readonly field: AudienceField;
  readonly values: readonly string[];
}

/** Whom a policy is for: every `all`, at least one `any` (if there are any), no `none`. */
export interface Audience {
  readonly all: readonly Condition[];
  readonly any: readonly Condition[];
  readonly none: readonly Condition[];
}

/** The part of a person that an audience looks at. */
export interface Matchable {
  readonly _id: string;
  readonly facets: readonly string[];
}

/** Whether a person is meant. Says nothing about whether they work here at present. */
export type Matches = (person: Matchable) => boolean;

/** The facets (or, for `employee`, the ids) of which a person must have one. Blank values are none. */
export const wantedBy = (condition: Condition): string[] =>
  condition.field === "employee" ? [...condition.values] : facets(condition.field, condition.values);

/** Prepares an audience for many people: look-ups in sets, made once. */
export function compile(audience: Audience): Matches {
  const all = audience.all.map(compileCondition);
  const any = audience.any.map(compileCondition);
  const none = audience.none.map(compileCondition);
  return (person) =>
    all.every((holds) => holds(person)) &&
    (any.length === 0 || any.some((holds) => holds(person))) &&
    !none.some((holds) => holds(person));
}

/** The `all` and `any` conditions that a person meets, each with only the values that match. */
export const reasonsFor = (audience: Audience, person: Matchable): Condition[] =>
  [...audience.all, ...audience.any].flatMap((condition) => {
    const values = condition.values.filter((value) =>
      compileCondition({ field: condition.field, values: [value] })(person),
    );
    return values.length > 0 ? [{ field: condition.field, values }] : [];
  });

function compileCondition(condition: Condition): Matches {
  const wanted = new Set(wantedBy(condition));
  return condition.field === "employee"
    ? (person) => wanted.has(person._id)
    : (person) => person.facets.some((one) => wanted.has(one));
}
