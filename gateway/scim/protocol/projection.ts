import { isObject, type ResourceKind, type ScimObject, type ScimValue } from "./attribute.ts";

/** Which attributes an answer has (RFC 7644 §3.9). */
export interface Projection {
  /** Whether an attribute of the resource, by its name, is wanted at all. */
  readonly wants: (name: string) => boolean;
  /** The resource with what is wanted; `schemas` and `id` always. */
  readonly of: (resource: ScimObject) => ScimObject;
  /** Whether the client named what it wants. */
  readonly named: boolean;
}

/** A lower-case path: one or two names, an extension's URN as one of them. */
type Wanted = readonly [name: string, sub?: string | undefined];

const ALWAYS = new Set(["schemas", "id"]);

/** Reads `attributes` and `excludedAttributes`; of the two the first counts. Unknown names are passed over. */
export function readProjection(kind: ResourceKind, query: URLSearchParams): Projection {
  const wanted = readList(kind, query.get("attributes"));
  if (wanted.length > 0)
    return {
      named: true,
      wants: (name) => wanted.some(([first]) => first === name.toLowerCase()),
      of: (resource) => only(resource, wanted),
    };
  const unwanted = readList(kind, query.get("excludedAttributes"));
  return {
    named: false,
    wants: (name) => !unwanted.some(([first, sub]) => first === name.toLowerCase() && sub === undefined),
    of: (resource) => (unwanted.length > 0 ? except(resource, unwanted) : resource),
  };
}

function readList(kind: ResourceKind, text: string | null): Wanted[] {
  if (text === null) return [];
  return text
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .map((name) => readName(kind, name));
}

function readName({ core, extension }: ResourceKind, name: string): Wanted {
  const urn = extension?.urn.toLowerCase();
  if (urn !== undefined && name === urn) return [urn];
  if (urn !== undefined && name.startsWith(`${urn}:`)) return [urn, name.slice(urn.length + 1).split(".")[0]];
  const own = name.startsWith(`${core.urn.toLowerCase()}:`) ? name.slice(core.urn.length + 1) : name;
  const [first = "", sub] = own.split(".");
  return sub === undefined ? [first] : [first, sub];
}

function only(resource: ScimObject, wanted: readonly Wanted[]): ScimObject {
  return pick(resource, (name) => {
    if (ALWAYS.has(name)) return "all";
    const mine = wanted.filter(([first]) => first === name);
    if (mine.length === 0) return "none";
    if (mine.some(([, sub]) => sub === undefined)) return "all";
    return (sub) => mine.some(([, one]) => one === sub);
  });
}

function except(resource: ScimObject, unwanted: readonly Wanted[]): ScimObject {
  return pick(resource, (name) => {
    const mine = ALWAYS.has(name) ? [] : unwanted.filter(([first]) => first === name);
    if (mine.length === 0) return "all";
    if (mine.some(([, sub]) => sub === undefined)) return "none";
    return (sub) => !mine.some(([, one]) => one === sub);
  });
}

type Part = "all" | "none" | ((sub: string) => boolean);

function pick(resource: ScimObject, partOf: (name: string) => Part): ScimObject {
  const kept: Record<string, ScimValue> = {};
  for (const [name, value] of Object.entries(resource)) {
    const part = partOf(name.toLowerCase());
    if (part === "none" || value === undefined) continue;
    kept[name] = part === "all" ? value : withSubs(value, part);
  }
  return kept;
}

function withSubs(value: ScimValue, keep: (sub: string) => boolean): ScimValue {
  if (Array.isArray(value)) return value.map((one: ScimValue) => withSubs(one, keep));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => keep(name.toLowerCase())));
}
