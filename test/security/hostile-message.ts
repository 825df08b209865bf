import { type DescField, type DescMessage, type Message, ScalarType, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { idPrefixOf } from "./contract.ts";
import {
  hostileInt32,
  hostileInt64,
  hostileJson,
  hostileSeconds,
  hostileText,
  type Json,
} from "./hostile-values.ts";

/** A place in a JSON tree, chosen by a number, whatever the tree looks like. */
export interface JsonBlow {
  readonly at: number;
  readonly how: "replace" | "add" | "remove" | "rename";
  readonly value: Json;
  readonly name: string;
}

/** Blows against a message in JSON. */
export const jsonBlow: fc.Arbitrary<JsonBlow> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom("replace", "replace", "replace", "replace", "add", "remove", "rename"),
  value: hostileJson,
  name: fc.oneof(fc.constantFrom("$where", "a.b", "__proto__", "unknownField", ""), hostileText),
});

/** The tree with a blow dealt. */
export function strikeJson(tree: Json, blow: JsonBlow): Json {
  const spots: (readonly (string | number)[])[] = [];
  const walk = (value: Json, path: readonly (string | number)[]): void => {
    spots.push(path);
    if (spots.length > 200 || typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(tree, []);
  const isId = (path: readonly (string | number)[]): boolean => ID.test(JSON.stringify(at(tree, path)));
  const open = spots.filter((path) => path.length > 0 && (blow.at % 8 === 0 || !isId(path)));
  // The root only seldom: it ends all that could be found inside.
  const path = blow.at % 31 === 0 ? [] : (open[blow.at % Math.max(open.length, 1)] ?? []);
  return changed(tree, path, blow);
}

const ID = /^"[a-z]{3}_[0-9a-z]{26}"$/;

const at = (tree: Json, path: readonly (string | number)[]): Json =>
  path.reduce<Json>((value, key) => (Object(value) as Record<string, Json>)[key] ?? null, tree);

function changed(tree: Json, path: readonly (string | number)[], blow: JsonBlow): Json {
  const [key, ...rest] = path;
  if (key === undefined) {
    if (blow.how === "replace") return blow.value;
    return isObject(tree) ? withKey(tree, blow.name, blow.value) : blow.value;
  }
  if (Array.isArray(tree))
    return tree.map((item, i) => (String(i) === String(key) ? changed(item, rest, blow) : item));
  if (!isObject(tree)) return tree;
  const inner = tree[String(key)] ?? null;
  if (rest.length > 0 || blow.how === "replace" || blow.how === "add")
    return { ...tree, [String(key)]: changed(inner, rest, blow) };
  const { [String(key)]: gone, ...others } = tree;
  return blow.how === "remove" ? others : withKey(others, blow.name, gone ?? null);
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Also for `__proto__`, as a parser would set it. */
const withKey = (object: { readonly [key: string]: Json }, key: string, value: Json): Json => {
  const copy: Record<string, Json> = { ...object };
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
};

/** Values for one field of a message, by its kind. */
export interface MessageBlow {
  readonly at: number;
  readonly text: string;
  readonly int32: number;
  readonly int64: bigint;
  readonly seconds: bigint;
  readonly nanos: number;
  readonly many: number;
}

/** Blows against a message in its binary form: what is well-formed there and absurd. */
export const messageBlow: fc.Arbitrary<MessageBlow> = fc.record({
  at: fc.nat(),
  text: hostileText,
  int32: hostileInt32,
  int64: hostileInt64,
  seconds: hostileSeconds,
  nanos: fc.constantFrom(0, -1, 999_999_999, 2 ** 31 - 1),
  many: fc.constantFrom(1, 1, 2, 300, 5_001),
});

interface Slot {
  readonly owner: Message;
  readonly field: DescField;
}

/** Strikes one field of a message, in place. */
export function strikeMessage(schema: DescMessage, message: Message, blow: MessageBlow): void {
  const slots: Slot[] = [];
  collect(schema, message, slots);
  // A struck id is refused by its pattern: only seldom, so that most requests get to their handlers.
  const open = slots.filter(({ field }) => blow.at % 8 === 0 || idPrefixOf(field) === undefined);
  const slot = open[blow.at % Math.max(open.length, 1)];
  if (!slot) return;
  const value = struck(slot.field, blow);
  if (value === undefined) return;
  const { oneof, localName } = slot.field;
  if (oneof) Reflect.set(slot.owner, oneof.localName, { case: localName, value });
  else Reflect.set(slot.owner, localName, value);
}

function collect(schema: DescMessage, message: Message, slots: Slot[]): void {
  for (const field of schema.fields) {
    slots.push({ owner: message, field });
    const value: unknown = field.oneof
      ? Reflect.get(Object(Reflect.get(message, field.oneof.localName)), "value")
      : Reflect.get(message, field.localName);
    if (field.fieldKind === "message" && isMessage(value, field.message))
      collect(field.message, value, slots);
    if (field.fieldKind === "list" && field.listKind === "message" && Array.isArray(value))
      for (const item of value.slice(0, 3))
        if (isMessage(item, field.message)) collect(field.message, item, slots);
  }
}

const isMessage = (value: unknown, schema: DescMessage): value is Message =>
  typeof value === "object" && value !== null && Reflect.get(value, "$typeName") === schema.typeName;

function struck(field: DescField, blow: MessageBlow): unknown {
  switch (field.fieldKind) {
    case "scalar":
      return struckScalar(field.scalar, blow);
    case "enum":
      return blow.int32;
    case "message":
      return struckMessage(field.message, blow);
    case "list": {
      const item =
        field.listKind === "scalar"
          ? struckScalar(field.scalar, blow)
          : field.listKind === "enum"
            ? blow.int32
            : struckMessage(field.message, blow);
      return item === undefined ? undefined : Array.from({ length: blow.many }, () => item);
    }
    case "map":
      return field.mapKind === "scalar" && field.scalar === ScalarType.STRING
        ? Object.fromEntries([blow.text, "$where", "a.b", ""].map((key) => [key, blow.text]))
        : undefined;
  }
}

function struckScalar(type: ScalarType, blow: MessageBlow): unknown {
  switch (type) {
    case ScalarType.STRING:
      return blow.text;
    case ScalarType.BYTES:
      return Buffer.from(blow.text);
    case ScalarType.BOOL:
      return blow.int32 !== 0;
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return blow.int64;
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return blow.int64 < 0n ? 2n ** 64n - 1n : blow.int64;
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return Math.abs(blow.int32);
    default:
      return blow.int32;
  }
}

function struckMessage(schema: DescMessage, { seconds, nanos, text }: MessageBlow): unknown {
  switch (schema.typeName) {
    case "google.protobuf.Timestamp":
    case "google.protobuf.Duration":
      return { $typeName: schema.typeName, seconds, nanos };
    case "google.protobuf.FieldMask":
      return { $typeName: schema.typeName, paths: [text, "$set", "customer_id", "id", "a.b.c"] };
    default:
      return undefined;
  }
}

/** The bytes of a message; undefined where it can't be written, as with half a surrogate pair. */
export function bytesOf(schema: DescMessage, message: Message): Uint8Array | undefined {
  try {
    return toBinary(schema, message);
  } catch {
    return undefined;
  }
}

/** A change of raw bytes. */
export interface ByteBlow {
  readonly at: number;
  readonly how: "flip" | "insert" | "cut" | "repeat";
  readonly bytes: Uint8Array;
}

const NASTY = [
  [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], // a length of 4 GiB
  [0x0a, 0x02, 0xc3, 0x28], // no UTF-8
  [0x0b, 0x0b, 0x0b, 0x0b], // groups in groups
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], // a varint without end
  [0x00],
  [0x0f],
] as const;

/** Blows against raw bytes. */
export const byteBlow: fc.Arbitrary<ByteBlow> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom("flip", "insert", "cut", "repeat"),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 20 }),
    fc.constantFrom(...NASTY).map((bytes) => Uint8Array.from(bytes)),
  ),
});

const REPEATABLE_BYTES = 4 * 1024 * 1024;

/** The bytes with a blow dealt. */
export function strikeBytes(bytes: Uint8Array, { at, how, bytes: more }: ByteBlow): Uint8Array {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (how) {
    case "flip":
      return Buffer.concat([
        head,
        Uint8Array.from(tail.subarray(0, 1), (byte) => byte ^ (1 << (at % 8))),
        tail.subarray(1),
      ]);
    case "insert":
      return Buffer.concat([head, more, tail]);
    case "cut":
      return head;
    case "repeat":
      // Twice is enough to pass the limit of a message; the test's own memory has one too.
      return bytes.length > REPEATABLE_BYTES ? bytes : Buffer.concat([bytes, bytes, tail]);
  }
}
