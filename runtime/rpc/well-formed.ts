import {
  type DescField,
  type DescMessage,
  getOption,
  hasOption,
  type Message,
  ScalarType,
} from "@bufbuild/protobuf";
import {
  type FieldRules,
  field as fieldRules,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { Violation } from "../errors.ts";

/** Checks one value and adds what is wrong with it. */
type Check = (value: unknown, path: string, found: Violation[]) => void;

interface FieldCheck {
  readonly field: DescField;
  readonly check: Check;
}

/** Bounds that the types themselves have, in seconds (google/protobuf/timestamp.proto and duration.proto). */
const FIRST_SECOND = -62_135_596_800n;
const LAST_SECOND = 253_402_300_799n;
const LONGEST_SECONDS = 315_576_000_000n;
const MOST_NANOS = 999_999_999;

/**
 * What in a message no rule of its contract could allow, on whatever transport it came: texts with U+0000 or half a
 * surrogate pair (databases, regular expressions and UTF-8 refuse them), times outside of the years 1 to 9999, durations
 * over 10,000 years, and lists, maps and texts far longer than the contract's rules allow: the rules themselves would
 * look at every one of a million items first, for seconds. Violations are like those of the contract's rules.
 */
export function malformedValues(schema: DescMessage, message: Message): Violation[] {
  const found: Violation[] = [];
  checkMessage(schema, message, "", found);
  return found;
}

const plans = new WeakMap<DescMessage, readonly FieldCheck[]>();

function planOf(schema: DescMessage): readonly FieldCheck[] {
  const known = plans.get(schema);
  if (known) return known;
  const plan = schema.fields.flatMap((field) => {
    const check = checkOf(field);
    return check ? [{ field, check }] : [];
  });
  plans.set(schema, plan);
  return plan;
}

function checkMessage(schema: DescMessage, message: object, path: string, found: Violation[]): void {
  for (const { field, check } of planOf(schema)) {
    const value: unknown = field.oneof
      ? memberOf(Reflect.get(message, field.oneof.localName), field)
      : Reflect.get(message, field.localName);
    if (value !== undefined) check(value, path === "" ? field.name : `${path}.${field.name}`, found);
  }
}

/** The value of a oneof, if this field is the one that is set. */
const memberOf = (oneof: { case?: string; value?: unknown }, field: DescField): unknown =>
  oneof.case === field.localName ? oneof.value : undefined;

/** Undefined for kinds that have no malformed values. */
function checkOf(field: DescField): Check | undefined {
  const rules = hasOption(field, fieldRules) ? getOption(field, fieldRules) : undefined;
  switch (field.fieldKind) {
    case "scalar":
      return field.scalar === ScalarType.STRING ? checkOfText(rules) : undefined;
    case "message":
      return checkOfMessage(field.message);
    case "list": {
      const { items, maxItems } = listRulesOf(rules);
      return checkOfList(maxItems, checkOfElement(field, items));
    }
    case "map": {
      const { keys, values, maxPairs } = mapRulesOf(rules);
      return checkOfMap(maxPairs, checkOfText(keys), checkOfElement(field, values));
    }
    default:
      return undefined;
  }
}

function checkOfElement(
  field: DescField & { readonly fieldKind: "list" | "map" },
  rules: FieldRules | undefined,
): Check | undefined {
  if (field.message) return checkOfMessage(field.message);
  return field.scalar === ScalarType.STRING ? checkOfText(rules) : undefined;
}

function checkOfMessage(schema: DescMessage): Check {
  switch (schema.typeName) {
    case "google.protobuf.Timestamp":
      return checkTimestamp;
    case "google.protobuf.Duration":
      return checkDuration;
    default:
      return (value, path, found) => checkMessage(schema, Object(value), path, found);
  }
}

const listRulesOf = (rules: FieldRules | undefined) => {
  const list = rules?.type.case === "repeated" ? rules.type.value : undefined;
  return { items: list?.items, maxItems: numberOf(list, "maxItems") };
};

const mapRulesOf = (rules: FieldRules | undefined) => {
  const map = rules?.type.case === "map" ? rules.type.value : undefined;
  return { keys: map?.keys, values: map?.values, maxPairs: numberOf(map, "maxPairs") };
};

/** A bound that the rules set; endless when they don't. */
const numberOf = (rules: object | undefined, name: string): number => {
  const bound: unknown = rules && Reflect.get(rules, name);
  return typeof bound === "bigint" && bound > 0n ? Number(bound) : Number.POSITIVE_INFINITY;
};

const checkOfList =
  (most: number, check: Check | undefined): Check =>
  (value, path, found) => {
    const list = value as readonly unknown[];
    if (list.length > most) {
      const message = `must contain no more than ${most} item(s)`;
      found.push({ field: path, rule: "repeated.max_items", message });
    } else if (check) {
      for (const [i, item] of list.entries()) check(item, `${path}[${i}]`, found);
    }
  };

const checkOfMap =
  (most: number, checkKey: Check, checkValue: Check | undefined): Check =>
  (value, path, found) => {
    const pairs = Object.entries(Object(value));
    if (pairs.length > most) {
      found.push({ field: path, rule: "map.max_pairs", message: `map must be at most ${most} entries` });
      return;
    }
    for (const [key, inner] of pairs) {
      checkKey(key, path, found);
      checkValue?.(inner, `${path}[${JSON.stringify(key)}]`, found);
    }
  };

/** Text that has a pattern and no length of its own: ids, dates and hashes. */
const LONGEST_PATTERN = 1_000;

function checkOfText(rules: FieldRules | undefined): Check {
  const text = rules?.type.case === "string" ? rules.type.value : undefined;
  const most = Math.min(
    numberOf(text, "maxLen"),
    numberOf(text, "maxBytes"),
    text?.pattern && text.maxLen === 0n ? LONGEST_PATTERN : Number.POSITIVE_INFINITY,
  );
  return (value, field, found) => {
    const said = String(value);
    // A character takes one or two units: what is over twice as long breaks the rule for certain.
    if (said.length > 2 * most)
      found.push({ field, rule: "string.max_len", message: `must be at most ${most} characters` });
    else checkText(said, field, found);
  };
}

const checkText: Check = (value, field, found) => {
  const text = String(value);
  if (text.includes("\u0000") || !text.isWellFormed())
    found.push({ field, rule: "string.well_formed", message: "must be Unicode text without U+0000" });
};

interface Span {
  readonly seconds: bigint;
  readonly nanos: number;
}

const checkTimestamp: Check = (value, field, found) => {
  const { seconds, nanos } = value as Span;
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > MOST_NANOS)
    found.push({ field, rule: "timestamp.well_formed", message: "must be a time in the years 1 to 9999" });
};

const checkDuration: Check = (value, field, found) => {
  const { seconds, nanos } = value as Span;
  const opposed = (seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0);
  const tooLong = seconds > LONGEST_SECONDS || seconds < -LONGEST_SECONDS || Math.abs(nanos) > MOST_NANOS;
  if (opposed || tooLong)
    found.push({
      field,
      rule: "duration.well_formed",
      message: "must be a duration of at most 10,000 years",
    });
};
