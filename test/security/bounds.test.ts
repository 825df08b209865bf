import { create, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { expect, test } from "@jest/globals";
import { DomainError } from "../../runtime/errors.ts";
import { validateRequest } from "../../runtime/rpc/validation.ts";
import { MAX_DEPTH, METHODS, messageOf, nameOf, rulesOf } from "./contract.ts";

interface Place {
  readonly schema: DescMessage;
  readonly field: DescField;
  readonly path: string;
}

/** Every field that a request can hold, at any depth. */
function placesOf(schema: DescMessage, at: string, depth = 0): Place[] {
  if (depth > MAX_DEPTH || schema.typeName.startsWith("google.protobuf.")) return [];
  return schema.fields.flatMap((field) => {
    const path = `${at}.${field.name}`;
    const inner = messageOf(field);
    return [{ schema, field, path }, ...(inner ? placesOf(inner, path, depth + 1) : [])];
  });
}

const places = METHODS.flatMap((method) => placesOf(method.input, nameOf(method)));

/** Whether the contract bounds the size of what a field holds. */
function isBounded({ field }: Place): boolean {
  const type = rulesOf(field)?.type;
  switch (field.fieldKind) {
    case "list":
      return type?.case === "repeated" && type.value.maxItems > 0n;
    case "map":
      return type?.case === "map" && type.value.maxPairs > 0n;
    case "scalar":
      if (field.scalar === ScalarType.BYTES) return type?.case === "bytes" && type.value.maxLen > 0n;
      if (field.scalar !== ScalarType.STRING) return true;
      if (type?.case !== "string") return false;
      return (
        type.value.maxLen > 0n ||
        type.value.maxBytes > 0n ||
        type.value.len > 0n ||
        type.value.pattern !== "" ||
        type.value.wellKnown.case !== undefined
      );
    default:
      return true;
  }
}

/** Fields of a resource that the server sets: an update that sends one changes nothing by it. */
const SERVER_SET =
  /\.(customer_id|etag|id|redirect_uri|creator_user_id)$|\.policy\.(template|published_version|open_version)_id$|\.requirement\.framework_id$|\.customer_compliance\.(framework_id|requirement_id|policies.*)$/;

test("every list, map, text and bytes that a client can send is bounded by its contract", () => {
  const endless = places.filter((place) => !isBounded(place) && !SERVER_SET.test(place.path));
  expect([...new Set(endless.map(({ path }) => path))]).toEqual([]);
});

test("a list of a million items is refused by its length, without a look at its items", () => {
  const lists = places.filter(
    ({ field, path }) => field.fieldKind === "list" && path.split(".").length === 3,
  );
  for (const { schema, field, path } of lists) {
    const item = field.message ? {} : field.fieldKind === "list" && field.listKind === "enum" ? 1 : "x";
    let looks = 0;
    const million = new Proxy(new Array(1_000_000).fill(item), {
      get: (items, key, receiver) => {
        if (typeof key === "string" && /^\d+$/.test(key)) looks += 1;
        return Reflect.get(items, key, receiver);
      },
    });
    const message = Object.assign(create(schema), { [field.localName]: million });
    expect(() => validateRequest(schema, message)).toThrow(DomainError);
    expect([path, looks]).toEqual([path, 0]);
  }
  expect(lists.length).toBeGreaterThan(20);
});
