import { expect, test } from "@jest/globals";
import { AudienceCondition_Field as Field } from "#gen/countersign/common/v1/audience_pb.ts";
import {
  addCondition,
  audienceIsComplete,
  completePart,
  everyone,
  includesEveryone,
  removeCondition,
  setValues,
  widenToEveryone,
} from "./audience-value.ts";

const finance = setValues(addCondition(everyone(), "any", Field.DEPARTMENT), "any", 0, ["Finance"]);

test("a condition narrows an audience down; without it, it is for everyone again", () => {
  expect(includesEveryone(everyone())).toBe(true);
  expect(includesEveryone(finance)).toBe(false);
  expect(includesEveryone(removeCondition(finance, "any", 0))).toBe(true);
});

test("whom it leaves out stays left out when it is widened to everyone", () => {
  const without = setValues(addCondition(finance, "none", Field.GROUP), "none", 0, ["Interns"]);
  const wide = widenToEveryone(without);
  expect(includesEveryone(wide)).toBe(true);
  expect(wide.none.map(({ values }) => values)).toEqual([["Interns"]]);
});

test("a condition without values makes it incomplete, and is not counted", () => {
  const begun = addCondition(finance, "all", Field.LOCATION);
  expect(audienceIsComplete(finance)).toBe(true);
  expect(audienceIsComplete(begun)).toBe(false);
  expect(completePart(begun)).toEqual(finance);
});
