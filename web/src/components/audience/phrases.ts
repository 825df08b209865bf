import {
  type Audience,
  type AudienceCondition,
  AudienceCondition_FieldSchema,
  AudienceCondition_Field as Field,
} from "#gen/countersign/common/v1/audience_pb.ts";
import { enumName } from "../../app/enum-name.ts";
import { language, type Texts, useTexts } from "../../app/texts.ts";
import { includesEveryone } from "./audience-value.ts";
import { usePersonNames } from "./person-names.ts";

/** So many values of a condition stand in a sentence. */
const SHOWN = 5;

/** The name of a field for keys of texts, such as "DEPARTMENT". */
export const fieldName = (field: Field): string => enumName(AudienceCondition_FieldSchema, field);

const list = (type: "conjunction" | "disjunction", parts: readonly string[]): string =>
  new Intl.ListFormat(language(), { type }).format(parts);

/** Says who an audience is: "People in the department Finance or Legal, except people in the group Interns". */
export function useAudienceSentence(audience: Audience | undefined): string {
  const t = useTexts("audience");
  const { any = [], all = [], none = [] } = audience ?? {};
  const names = usePersonNames(namedIn([...any, ...all, ...none]));
  const phrase = (condition: AudienceCondition): string =>
    t(`people.${fieldName(condition.field)}`, { values: valuesText(t, condition, names) });
  if (!audience) return t("everyone");
  const [anyText, allText] = [list("disjunction", any.map(phrase)), list("conjunction", all.map(phrase))];
  let included = t("everyone");
  if (any.length > 0 && all.length > 0) included = t("both", { any: anyText, all: allText });
  else if (!includesEveryone(audience)) included = t("some", { who: anyText || allText });
  return none.length === 0
    ? included
    : t("except", { included, none: list("disjunction", none.map(phrase)) });
}

/** Says why a policy applies to somebody: "Works in the department Finance and has the role cashier". */
export function useReasons(because: readonly AudienceCondition[]): string {
  const t = useTexts("audience");
  if (because.length === 0) return t("because.everyone");
  const parts = because.map((condition) =>
    t(`because.${fieldName(condition.field)}`, { values: valuesText(t, condition, new Map()) }),
  );
  const sentence = list("conjunction", parts);
  return sentence.charAt(0).toLocaleUpperCase(language()) + sentence.slice(1);
}

const namedIn = (conditions: readonly AudienceCondition[]): string[] =>
  conditions.filter(({ field }) => field === Field.EMPLOYEE).flatMap(({ values }) => values.slice(0, SHOWN));

function valuesText(t: Texts, { field, values }: AudienceCondition, names: ReadonlyMap<string, string>) {
  if (values.length === 0) return t("nothingYet");
  const named = values
    .slice(0, SHOWN)
    .map((value) => (field === Field.EMPLOYEE ? (names.get(value) ?? t("somebody")) : value));
  const more = values.length - named.length;
  return list("disjunction", more > 0 ? [...named, t("more", { count: more })] : named);
}
