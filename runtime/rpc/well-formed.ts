import { type DescField, type DescMessage, type Message, ScalarType } from "@bufbuild/protobuf";
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
 * over 10,000 years. Found before any handler runs, as violations like those of the contract's own rules.
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
  switch (field.fieldKind) {
    case "scalar":
      return field.scalar === ScalarType.STRING ? checkText : undefined;
    case "message":
      return checkOfMessage(field.message);
    case "list": {
      const check =
        field.listKind === "message"
          ? checkOfMessage(field.message)
          : field.listKind === "scalar" && field.scalar === ScalarType.STRING
            ? checkText
            : undefined;
      return check && ((value, path, found) => checkList(value as readonly unknown[], check, path, found));
    }
    case "map": {
      const check =
        field.mapKind === "message"
          ? checkOfMessage(field.message)
          : field.mapKind === "scalar" && field.scalar === ScalarType.STRING
            ? checkText
            : undefined;
      return (value, path, found) => checkMap(Object(value), check, path, found);
    }
    default:
      return undefined;
  }
}

function checkList(list: readonly unknown[], check: Check, path: string, found: Violation[]): void {
  for (const [i, item] of list.entries()) check(item, `${path}[${i}]`, found);
}

function checkMap(map: object, check: Check | undefined, path: string, found: Violation[]): void {
  for (const [key, value] of Object.entries(map)) {
    checkText(key, path, found);
    check?.(value, `${path}[${JSON.stringify(key)}]`, found);
  }
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
