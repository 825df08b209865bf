import { type Attribute, attributeNamed, type ResourceKind, type Schema } from "./attribute.ts";
import type { Filter } from "./filter.ts";
import { badRequest } from "./scim-error.ts";
import { parseValueFilter } from "./value-filter.ts";

/** Where an operation takes effect. */
export interface Path {
  /** The extension's URN; undefined: the resource itself. */
  readonly extension: string | undefined;
  /** Undefined: the extension as a whole. */
  readonly attribute: Attribute | undefined;
  readonly filter: Filter | undefined;
  readonly sub: Attribute | undefined;
}

const LONGEST = 1_000;
const SHAPE = /^([a-z$][\w$-]*)(?:\[(.*)\])?(?:\.([a-z$][\w$-]*))?$/i;

/**
 * Reads a path such as `emails[type eq "work"].value` (RFC 7644 §3.5.2). Undefined when it leads to an attribute of RFC
 * 7643 that is not kept here: there is nothing to do. Throws invalidPath for what leads nowhere.
 */
export function parsePath(kind: ResourceKind, text: string): Path | undefined {
  const { schema, rest } = schemaOf(kind, text.trim());
  const extension = schema === kind.core ? undefined : schema.urn;
  if (rest === "") return { extension, attribute: undefined, filter: undefined, sub: undefined };
  const shape = rest.length <= LONGEST ? SHAPE.exec(rest) : null;
  const [, name, filterText, subName] = shape ?? [];
  if (name === undefined) throw noPath(text);
  const attribute = attributeNamed(schema.attributes, name);
  if (!attribute) {
    if (schema.passedOver.has(name.toLowerCase())) return undefined;
    throw noPath(text);
  }
  const filter = filterText === undefined ? undefined : parseValueFilter(filterText);
  if (filter && !attribute.multiValued) throw noPath(text);
  const sub = subName === undefined ? undefined : attributeNamed(attribute.subAttributes, subName);
  if (subName !== undefined && !sub) {
    if (attribute.type === "complex") return undefined;
    throw noPath(text);
  }
  return { extension, attribute, filter, sub };
}

function schemaOf(kind: ResourceKind, text: string): { readonly schema: Schema; readonly rest: string } {
  for (const schema of [kind.core, kind.extension]) {
    if (!schema || !text.toLowerCase().startsWith(schema.urn.toLowerCase())) continue;
    if (text.length === schema.urn.length && schema !== kind.core) return { schema, rest: "" };
    if (text[schema.urn.length] === ":") return { schema, rest: text.slice(schema.urn.length + 1) || "?" };
  }
  return { schema: kind.core, rest: text || "?" };
}

const noPath = (text: string) =>
  badRequest("invalidPath", `The path ${JSON.stringify(text.slice(0, 100))} leads to no attribute.`);
