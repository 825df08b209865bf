import {
  type Attribute,
  isObject,
  objectsAt,
  type ResourceKind,
  type ScimObject,
  type ScimValue,
} from "./attribute.ts";
import { conformObject, conformValue, isRecord, withoutEmpty } from "./conform.ts";
import type { Filter } from "./filter.ts";
import type { PatchOperation } from "./patch-request.ts";
import { type Path, parsePath } from "./path.ts";
import { badRequest } from "./scim-error.ts";
import { elementFor, passes } from "./value-filter.ts";

/**
 * A resource after the operations of a PATCH (RFC 7644 §3.5.2), all or none. Takes what clients really send: an object
 * without a path whose keys are paths, `emails[type eq "work"].value` where there is none yet, texts for booleans.
 * Throws invalidPath, invalidValue, mutability, noTarget.
 */
export function applyPatch(
  kind: ResourceKind,
  resource: ScimObject,
  operations: readonly PatchOperation[],
): ScimObject {
  return operations.reduce((at, operation) => apply(kind, at, operation), resource);
}

/** One operation. Without a path, each key of the value is one. */
function apply(kind: ResourceKind, resource: ScimObject, { op, path, value }: PatchOperation): ScimObject {
  if (path === "" && isRecord(value)) {
    const parts = Object.entries(value).filter(([key]) => !isEnvelope(key));
    return parts.reduce((at, [key, part]) => apply(kind, at, { op, path: key, value: part }), resource);
  }
  const target = parsePath(kind, path);
  if (!target) return resource;
  const { extension, attribute } = target;
  if (extension !== undefined && !attribute) return patchExtension(kind, resource, extension, op, value);
  if (!attribute) return resource;
  if (attribute.mutability === "readOnly" || target.sub?.mutability === "readOnly") {
    // Clients send back what they have read, ids and groups among it.
    if (path === attribute.name || op !== "remove") return resource;
    throw badRequest("mutability", `${attribute.name} is set by the server.`);
  }
  if (extension === undefined)
    return withoutEmpty({ ...resource, [attribute.name]: changed(resource, target, attribute, op, value) });
  const inner = objectIn(resource, extension);
  const after = withoutEmpty({ ...inner, [attribute.name]: changed(inner, target, attribute, op, value) });
  return withoutEmpty({ ...resource, [extension]: after });
}

const isEnvelope = (key: string): boolean => ["schemas", "id", "meta"].includes(key.toLowerCase());

function patchExtension(
  kind: ResourceKind,
  resource: ScimObject,
  urn: string,
  op: PatchOperation["op"],
  value: unknown,
): ScimObject {
  if (op === "remove") return withoutEmpty({ ...resource, [urn]: {} });
  if (!isRecord(value)) throw badRequest("invalidValue", `${urn} must be an object.`);
  return Object.entries(value).reduce(
    (at, [key, part]) => apply(kind, at, { op, path: `${urn}:${key}`, value: part }),
    resource,
  );
}

/** What the attribute holds afterwards; undefined for nothing. */
function changed(
  owner: ScimObject,
  { filter, sub }: Path,
  attribute: Attribute,
  op: PatchOperation["op"],
  value: unknown,
): ScimValue | undefined {
  if (attribute.multiValued) return changedList(owner, attribute, filter, sub, op, value);
  if (sub) {
    const inner = objectIn(owner, attribute.name);
    return withoutEmpty({ ...inner, [sub.name]: op === "remove" ? undefined : conformValue(sub, value) });
  }
  if (op === "remove") return undefined;
  const given = conformValue(attribute, value);
  // A complex value is merged: what the operation doesn't name stays (RFC 7644 §3.5.2.1 and 3.5.2.3).
  return isObject(given) ? { ...objectIn(owner, attribute.name), ...given } : given;
}

function changedList(
  owner: ScimObject,
  attribute: Attribute,
  filter: Filter | undefined,
  sub: Attribute | undefined,
  op: PatchOperation["op"],
  value: unknown,
): readonly ScimValue[] {
  const elements = objectsAt(owner, attribute.name);
  if (!filter && !sub) {
    if (op === "remove") return removed(elements, attribute, value);
    const given = (conformValue(attribute, value) ?? []) as readonly ScimObject[];
    return op === "add" ? united(elements, given) : given;
  }
  const meant = (element: ScimObject): boolean => filter === undefined || passes(element, filter);
  if (!elements.some(meant)) {
    if (op === "remove") return elements;
    return [...elements, newElement(attribute, filter, sub, value)];
  }
  if (op === "remove" && !sub) return elements.filter((element) => !meant(element));
  return elements.map((element) => (meant(element) ? edited(element, attribute, sub, op, value) : element));
}

/** Without a value all go; with one, those that it names (a dialect of Microsoft Entra ID). */
function removed(
  elements: readonly ScimObject[],
  attribute: Attribute,
  value: unknown,
): readonly ScimObject[] {
  if (value === undefined || value === null) return [];
  const named = new Set(
    ((conformValue(attribute, value) ?? []) as readonly ScimObject[]).map((one) => one.value),
  );
  return elements.filter((element) => !named.has(element.value));
}

/** Those that are there already don't come twice; a new primary one is the only one. */
function united(elements: readonly ScimObject[], given: readonly ScimObject[]): readonly ScimObject[] {
  const named = new Set(given.map((one) => one.value));
  const primary = given.some((one) => one.primary === true);
  const kept = elements.filter((element) => !named.has(element.value));
  return [...kept.map((element) => (primary ? { ...element, primary: false } : element)), ...given];
}

function newElement(
  attribute: Attribute,
  filter: Filter | undefined,
  sub: Attribute | undefined,
  value: unknown,
): ScimObject {
  const base = filter === undefined ? {} : elementFor(filter);
  if (base === undefined) throw badRequest("noTarget", `No value of ${attribute.name} fits the path.`);
  const more = sub ? { [sub.name]: value } : value;
  if (!isRecord(more)) throw badRequest("invalidValue", `${attribute.name} needs an object.`);
  return conformObject(attribute.subAttributes ?? [], { ...base, ...more });
}

function edited(
  element: ScimObject,
  attribute: Attribute,
  sub: Attribute | undefined,
  op: PatchOperation["op"],
  value: unknown,
): ScimObject {
  if (sub)
    return withoutEmpty({ ...element, [sub.name]: op === "remove" ? undefined : conformValue(sub, value) });
  if (!isRecord(value)) throw badRequest("invalidValue", `${attribute.name} needs an object.`);
  return { ...element, ...conformObject(attribute.subAttributes ?? [], value) };
}

function objectIn(owner: ScimObject, name: string): ScimObject {
  const value = owner[name];
  return isObject(value) ? value : {};
}
