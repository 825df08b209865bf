import { isObject, type ScimObject, type ScimValue } from "./attribute.ts";
import { ownNamed } from "./conform.ts";
import type { Filter } from "./filter.ts";
import { parseFilter } from "./filter.ts";
import { badRequest } from "./scim-error.ts";

/** Whether a complex value passes the filter in a path such as `emails[type eq "work"]`. Texts in any case. */
export function passes(value: ScimObject, filter: Filter): boolean {
  switch (filter.op) {
    case "and":
      return filter.filters.every((one) => passes(value, one));
    case "or":
      return filter.filters.some((one) => passes(value, one));
    case "not":
      return !passes(value, filter.filter);
    case "pr":
      return ownNamed(value, filter.attrPath) !== undefined;
    case "eq":
      return textOf(value, filter.attrPath) === comparable(filter.compValue);
    case "ne":
      return textOf(value, filter.attrPath) !== comparable(filter.compValue);
    default:
      throw badRequest("invalidPath", `${filter.op} is not supported in a path.`);
  }
}

/** The values that the filter of a path gives to a new element, such as type "work"; undefined if it doesn't say. */
export function elementFor(filter: Filter): Readonly<Record<string, unknown>> | undefined {
  if (filter.op === "eq") return { [filter.attrPath]: filter.compValue };
  if (filter.op !== "and") return undefined;
  const parts = filter.filters.map(elementFor);
  return parts.every((part) => part !== undefined) ? Object.assign({}, ...parts) : undefined;
}

/** The filter of a path. Throws invalidPath. */
export function parseValueFilter(text: string): Filter {
  try {
    return parseFilter(text);
  } catch {
    throw badRequest("invalidPath", "The filter in the path can't be read.");
  }
}

const comparable = (value: boolean | null | number | string): string => String(value).toLowerCase();

function textOf(object: ScimObject, name: string): string | undefined {
  const value = ownNamed(object, name) as ScimValue | undefined;
  return value === undefined || isObject(value) || Array.isArray(value)
    ? undefined
    : comparable(value as string);
}
