import {
  type Attribute,
  attributeNamed,
  isObject,
  type ResourceKind,
  type ScimObject,
  type ScimValue,
} from "./attribute.ts";
import { badRequest } from "./scim-error.ts";

/** Most values of one attribute that are taken from a client. */
const MOST_VALUES = 20_000;

/**
 * What a client sent as a resource, brought to its schema: names in the schema's case, texts for booleans read, single
 * values of multi-valued attributes put into lists, null and empty lists left out (RFC 7643 §2.5). What the server sets
 * and what the schema doesn't know is left out, so nothing that a client made up goes further. Throws invalidValue for
 * values of a wrong type, invalidSyntax for what is no object.
 */
export function conformResource(kind: ResourceKind, sent: unknown): ScimObject {
  if (!isRecord(sent)) throw badRequest("invalidSyntax", "The body must be a JSON object.");
  const core = conformObject(kind.core.attributes, sent);
  const { extension } = kind;
  if (!extension) return core;
  const urn = ownNamed(sent, extension.urn);
  const more = isRecord(urn) ? conformObject(extension.attributes, urn) : {};
  return Object.keys(more).length > 0 ? { ...core, [extension.urn]: more } : core;
}

/** The known attributes of an object, without those that only the server sets. */
export function conformObject(
  attributes: readonly Attribute[],
  sent: Readonly<Record<string, unknown>>,
): ScimObject {
  const kept: Record<string, ScimValue> = {};
  for (const attribute of attributes) {
    if (attribute.mutability === "readOnly") continue;
    const { name, alias } = attribute;
    const given = ownNamed(sent, name) ?? (alias === undefined ? undefined : ownNamed(sent, alias));
    const value = conformValue(attribute, given);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** One value by its attribute; undefined when it says that there is none. */
export function conformValue(attribute: Attribute, sent: unknown): ScimValue | undefined {
  if (!attribute.multiValued) return conformSingle(attribute, sent);
  const all = Array.isArray(sent) ? sent : [sent];
  if (all.length > MOST_VALUES)
    throw badRequest("tooMany", `${attribute.name} has more than ${MOST_VALUES} values.`);
  const values = all.flatMap((one) => conformSingle(attribute, one) ?? []);
  return values.length > 0 ? values : undefined;
}

function conformSingle(attribute: Attribute, sent: unknown): ScimValue | undefined {
  if (sent === null || sent === undefined) return undefined;
  switch (attribute.type) {
    case "boolean":
      return conformBoolean(attribute, sent);
    case "complex":
      return conformComplex(attribute, sent);
    default:
      if (typeof sent === "string") return sent;
      if (typeof sent === "number" || typeof sent === "boolean") return String(sent);
      throw wrongType(attribute, "a string");
  }
}

/** Some clients send "True" and "False". */
function conformBoolean(attribute: Attribute, sent: unknown): boolean {
  if (typeof sent === "boolean") return sent;
  const text = typeof sent === "string" ? sent.trim().toLowerCase() : "";
  if (text === "true" || text === "false") return text === "true";
  throw wrongType(attribute, "true or false");
}

/** Some clients send the `value` alone. */
function conformComplex(attribute: Attribute, sent: unknown): ScimObject | undefined {
  const subs = attribute.subAttributes ?? [];
  const whole = typeof sent === "string" && attributeNamed(subs, "value") ? { value: sent } : sent;
  if (!isRecord(whole)) throw wrongType(attribute, "an object");
  const object = conformObject(subs, whole);
  return Object.keys(object).length > 0 ? object : undefined;
}

const wrongType = ({ name }: Attribute, wanted: string) =>
  badRequest("invalidValue", `${name} must be ${wanted}.`);

/** Whether something is a JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An own property by its name, in any case; the exact one first. */
export function ownNamed(object: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : object[key];
}

/** A resource without attributes that hold nothing. */
export const withoutEmpty = (object: ScimObject): ScimObject =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => {
      if (value === undefined || value === "") return false;
      if (Array.isArray(value)) return value.length > 0;
      return !isObject(value) || Object.keys(value).length > 0;
    }),
  );
