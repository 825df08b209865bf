import { type Attribute, attributeNamed, type ScimObject, textAt } from "../protocol/attribute.ts";
import { conformValue, isRecord } from "../protocol/conform.ts";
import type { Filter } from "../protocol/filter.ts";
import { applyPatch } from "../protocol/patch.ts";
import type { PatchOperation } from "../protocol/patch-request.ts";
import { parsePath } from "../protocol/path.ts";
import { badRequest } from "../protocol/scim-error.ts";
import { GROUPS } from "./group-schema.ts";
import { MembersChange } from "./members.ts";

/** What the operations of a PATCH want of a group. */
export interface GroupPatch {
  /** The resource without its members. */
  readonly resource: ScimObject;
  readonly members: MembersChange;
}

/**
 * Reads what a PATCH wants. The members are not needed for it: a group may have many, and its changes are of a few.
 * Throws invalidPath, invalidValue, noTarget.
 */
export function readGroupPatch(resource: ScimObject, operations: readonly PatchOperation[]): GroupPatch {
  const members = new MembersChange();
  const others: PatchOperation[] = [];
  for (const operation of operations.flatMap(onePathEach)) {
    const target = parsePath(GROUPS, operation.path);
    if (target?.attribute?.name !== "members") others.push(operation);
    else changeMembers(members, operation, target.attribute, target.filter, target.sub);
  }
  return { resource: applyPatch(GROUPS, resource, others), members };
}

/** An operation without a path has one for each key of its value; what only the server sets is passed over. */
function onePathEach({ op, path, value }: PatchOperation): PatchOperation[] {
  if (path !== "" || !isRecord(value)) return [{ op, path, value }];
  return Object.entries(value)
    .filter(([key]) => !["id", "meta", "schemas"].includes(key.toLowerCase()))
    .map(([key, part]) => ({ op, path: key, value: part }));
}

function changeMembers(
  members: MembersChange,
  { op, value }: PatchOperation,
  attribute: Attribute,
  filter: Filter | undefined,
  sub: Attribute | undefined,
): void {
  if (sub) throw badRequest("mutability", "A member is added or removed as a whole.");
  if (filter) {
    if (op !== "remove") throw badRequest("noTarget", "A member can't be changed, only added or removed.");
    members.remove(idsIn(filter));
    return;
  }
  const ids = idsOf(attribute, value);
  if (op === "add") members.add(ids);
  else if (op === "replace") members.replace(ids);
  else if (value === undefined || value === null) members.replace([]);
  else members.remove(ids);
}

/** The ids of members as a client sends them: `[{ "value": id }]`, one such object, or the id alone. */
export function idsOf(attribute: Attribute, value: unknown): string[] {
  const sent = (conformValue(attribute, value) ?? []) as readonly ScimObject[];
  return sent.map((member) => {
    const id = textAt(member, "value");
    if (id === "") throw badRequest("invalidValue", "A member needs a value: the user's id.");
    return id;
  });
}

/** The ids in `value eq "…"`, several joined by `or`. */
function idsIn(filter: Filter): string[] {
  if (filter.op === "or") return filter.filters.flatMap(idsIn);
  const names = filter.op === "eq" && filter.attrPath.toLowerCase() === "value";
  if (names && typeof filter.compValue === "string") return [filter.compValue];
  throw badRequest("invalidPath", 'Members are named as in members[value eq "…"].');
}

/** The attribute of members. */
export const MEMBERS: Attribute = required(attributeNamed(GROUPS.core.attributes, "members"));

function required(attribute: Attribute | undefined): Attribute {
  if (!attribute) throw new Error("the schema of groups has no members");
  return attribute;
}
