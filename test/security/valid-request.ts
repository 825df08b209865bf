import { randomUUID } from "node:crypto";
import {
  create,
  type DescEnum,
  type DescField,
  type DescMessage,
  type Message,
  ScalarType,
} from "@bufbuild/protobuf";
import { createValidator, type Violation } from "@bufbuild/protovalidate";
import type { FieldRules } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import fc from "fast-check";
import { idPrefixOf, MAX_DEPTH, messageOf, rulesOf } from "./contract.ts";

/** Where a generated request takes what the contract leaves open. */
export interface Draw {
  /** An id for the field at a path. */
  readonly id: (prefix: string, path: string) => string;
  /** A moment that lies ahead of the test's clock. */
  readonly now: Date;
  /** Makes names and addresses differ. */
  readonly salt: string;
}

const validator = createValidator();

/** Left at their zero value: they speak of an earlier answer, or narrow what is written. */
const LEFT_OUT = new Set(["etag", "pageToken", "updateMask"]);

/** Texts that a field's rules don't describe fully; by the field's name. */
const TEXTS: Readonly<Record<string, string>> = {
  joinDate: "2026-03-02",
  date: "2026-12-25",
  startDate: "2026-03-01",
  endDate: "2026-03-31",
  holidays: "2026-12-25",
  timeZone: "Europe/Zurich",
  languages: "en",
  locale: "en",
  password: "violet-harbour-42",
  newPassword: "violet-harbour-43",
  currentPassword: "violet-harbour-42",
  contentMarkdown: "# Rule\n\nLock your screen.",
  key: "sla",
  emailDomains: "people.example",
};

const CSV = "name,email\nGrace,grace@people.example\n";

/**
 * A request that keeps all rules of the contract and sets as many fields as they allow; with `must`, one that sets the
 * field at that path. Undefined when none of the attempts is valid.
 */
export function validRequest<M extends DescMessage>(
  schema: M,
  draw: Draw,
  must = "",
): Message<M["typeName"]> | undefined {
  const omit = new Set<string>();
  for (;;) {
    const now = attempt(schema, draw, must, omit);
    if (now.broken.length === 0) return now.message as Message<M["typeName"]>;
    const better = blamed(schema, now.broken)
      .filter((path) => path !== must && !must.startsWith(`${path}.`) && !omit.has(path))
      .find((path) => {
        const next = attempt(schema, draw, must, new Set([...omit, path]));
        return next.broken.length < now.broken.length;
      });
    if (better === undefined) return undefined;
    omit.add(better);
  }
}

interface Attempt {
  readonly message: Message;
  /** Paths of the fields and messages whose rules are broken. */
  readonly broken: readonly string[];
}

function attempt(schema: DescMessage, draw: Draw, must: string, omit: ReadonlySet<string>): Attempt {
  const message = create(schema, fill(schema, { draw, must, omit }, "", 0));
  const result = validator.validate(schema, message);
  if (result.kind === "error") throw result.error;
  const broken = result.violations?.map(({ field }) => field.map(nameAt).filter(Boolean).join(".")) ?? [];
  return { message, broken };
}

const nameAt = (part: Violation["field"][number]): string => ("localName" in part ? part.localName : "");

/** What may be left out so that rules hold: the broken fields, and those of a message whose own rule is broken. */
function blamed(schema: DescMessage, broken: readonly string[]): string[] {
  return broken.flatMap((path) => {
    let message: DescMessage | undefined = schema;
    for (const name of path === "" ? [] : path.split(".")) {
      const field: DescField | undefined = message?.field[name];
      message = field && messageOf(field);
    }
    const inner = message?.fields.map((field) =>
      path === "" ? field.localName : `${path}.${field.localName}`,
    );
    return [...(inner ?? []), ...(path === "" ? [] : [path])];
  });
}

interface Filling {
  readonly draw: Draw;
  readonly must: string;
  readonly omit: ReadonlySet<string>;
}

type Init = Record<string, unknown>;

function fill(schema: DescMessage, filling: Filling, at: string, depth: number): Init {
  const init: Init = {};
  const pathOf = (field: DescField): string => (at === "" ? field.localName : `${at}.${field.localName}`);
  const wanted = (field: DescField): boolean =>
    filling.must === pathOf(field) || filling.must.startsWith(`${pathOf(field)}.`);
  const allowed = (field: DescField): boolean =>
    wanted(field) ||
    (!filling.omit.has(pathOf(field)) && !LEFT_OUT.has(field.localName) && !isServerSet(field, depth));
  for (const oneof of schema.oneofs) {
    const member = oneof.fields.find(wanted) ?? oneof.fields.find(allowed);
    if (!member) continue;
    const value = fieldValue(member, filling, pathOf(member), depth);
    if (value !== undefined) init[oneof.localName] = { case: member.localName, value };
  }
  for (const field of schema.fields) {
    if (field.oneof || !allowed(field)) continue;
    const value = fieldValue(field, filling, pathOf(field), depth);
    if (value !== undefined) init[field.localName] = value;
  }
  return init;
}

/** Times and customer of a resource are the server's, and ignored where a client sends them. */
const isServerSet = (field: DescField, depth: number): boolean =>
  depth > 0 && /^(customer_id|(create|update|delete|deactivate)_time)$/.test(field.name);

function fieldValue(field: DescField, filling: Filling, path: string, depth: number): unknown {
  const rules = rulesOf(field);
  switch (field.fieldKind) {
    case "scalar":
      return scalar(field, field.scalar, rules, filling, path);
    case "enum":
      return enumValue(field.enum, rules);
    case "message":
      return messageValue(field.message, rules, filling, path, depth);
    case "list": {
      const items = rules?.type.case === "repeated" ? rules.type.value.items : undefined;
      const item = () => {
        if (field.listKind === "enum") return enumValue(field.enum, items);
        if (field.listKind === "message") return messageValue(field.message, items, filling, path, depth);
        return scalar(field, field.scalar, items, filling, path);
      };
      const value = item();
      return value === undefined ? undefined : [value];
    }
    case "map": {
      if (field.mapKind !== "scalar") return undefined;
      const map = rules?.type.case === "map" ? rules.type.value : undefined;
      const key = scalar(field, field.mapKey, map?.keys, filling, path);
      return { [String(key)]: scalar(field, field.scalar, map?.values, filling, path) };
    }
  }
}

function messageValue(
  schema: DescMessage,
  rules: FieldRules | undefined,
  filling: Filling,
  path: string,
  depth: number,
): Init | undefined {
  if (depth >= MAX_DEPTH) return undefined;
  switch (schema.typeName) {
    case "google.protobuf.Timestamp": {
      // Ends come after beginnings, and reports look back.
      const days = /asAt/.test(path) ? -1 : /end|until|expire/i.test(path) ? 40 : 30;
      return { seconds: BigInt(Math.floor(filling.draw.now.getTime() / 1000) + days * 86_400) };
    }
    case "google.protobuf.Duration":
      return { seconds: durationSeconds(rules) };
    case "google.protobuf.FieldMask":
      return undefined;
    default:
      return fill(schema, filling, path, depth + 1);
  }
}

function durationSeconds(rules: FieldRules | undefined): bigint {
  const bounds = rules?.type.case === "duration" ? rules.type.value : undefined;
  const most = bounds?.lessThan.case === "lte" ? bounds.lessThan.value.seconds : 86_400n;
  return most < 86_400n ? most : 86_400n;
}

/** The last value that is allowed: of roles the least powerful. */
function enumValue(desc: DescEnum, rules: FieldRules | undefined): number | undefined {
  const bounds = rules?.type.case === "enum" ? rules.type.value : undefined;
  const allowed = desc.values
    .map((value) => value.number)
    .filter((number) => number !== 0 && !bounds?.notIn.includes(number))
    .filter((number) => !bounds || bounds.in.length === 0 || bounds.in.includes(number));
  return allowed.at(-1);
}

function scalar(
  field: DescField,
  type: ScalarType,
  rules: FieldRules | undefined,
  filling: Filling,
  path: string,
): unknown {
  switch (type) {
    case ScalarType.STRING:
      return text(field, rules, filling, path);
    case ScalarType.BYTES:
      return field.localName === "csv" ? Buffer.from(CSV) : Buffer.from("bytes");
    case ScalarType.BOOL:
      return filling.must === path ? true : undefined;
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return BigInt(whole(rules));
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return 0.5;
    default:
      return whole(rules);
  }
}

/** 1 if the bounds allow it, else the nearest. */
function whole(rules: FieldRules | undefined): number {
  const value = rules?.type.value;
  if (typeof value !== "object" || value === null || !("greaterThan" in value) || !("lessThan" in value))
    return 1;
  const least = value.greaterThan as { case?: string; value?: unknown };
  const most = value.lessThan as { case?: string; value?: unknown };
  let number = 1;
  if (least.case) number = Math.max(number, Number(least.value) + (least.case === "gt" ? 1 : 0));
  if (most.case) number = Math.min(number, Number(most.value) - (most.case === "lt" ? 1 : 0));
  return number;
}

function text(field: DescField, rules: FieldRules | undefined, filling: Filling, path: string): string {
  const { draw } = filling;
  const prefix = idPrefixOf(field);
  if (prefix) return draw.id(prefix, path);
  const bounds = rules?.type.case === "string" ? rules.type.value : undefined;
  if (bounds?.wellKnown.case === "uuid") return randomUUID();
  if (bounds?.wellKnown.case === "email" || /^email$|_email$/.test(field.name))
    return `grace.${draw.salt}@people.example`;
  if (bounds?.wellKnown.case === "uri" || bounds?.prefix.startsWith("https://"))
    return `https://people.example/${draw.salt}`;
  const known = TEXTS[field.localName];
  if (known !== undefined && fits(known, bounds?.pattern)) return known;
  if (bounds?.pattern) return matching(bounds.pattern, Number(bounds.maxLen) || 200, draw.salt);
  const words = `Grace ${draw.salt}`;
  const most = Number(bounds?.maxLen ?? 0n) || Number(bounds?.maxBytes ?? 0n) || 200;
  const exact = Number(bounds?.len ?? 0n);
  if (exact > 0) return words.padEnd(exact, "x").slice(0, exact);
  return words.padEnd(Number(bounds?.minLen ?? 0n), "x").slice(0, most);
}

const fits = (value: string, pattern: string | undefined): boolean =>
  !pattern || new RegExp(pattern, "u").test(value);

const samples = new Map<string, string>();

/** A text that a pattern matches; for one pattern and salt always the same. */
function matching(pattern: string, maxLength: number, salt: string): string {
  const key = `${pattern} ${salt}`;
  const known = samples.get(key);
  if (known !== undefined) return known;
  const seed = [...salt].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
  const arbitrary = fc.stringMatching(new RegExp(pattern)).filter((sample) => sample.length <= maxLength);
  const [sample = ""] = fc.sample(arbitrary, { numRuns: 1, seed });
  samples.set(key, sample);
  return sample;
}
