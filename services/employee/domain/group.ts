import { textKey } from "./facet.ts";

/** What is told of a group from outside. Texts that may be empty are "" when unknown. */
export interface GroupFacts {
  readonly name: string;
  readonly description: string;
  readonly externalId: string;
}

/** A group as stored. Who belongs to it stands with the people: they carry its name. */
export interface Group extends GroupFacts {
  readonly _id: string;
  readonly customerId: string;
  readonly nameKey: string;
  /** `nameKey`, and the keys of former names that members may still carry. No other group may have one of these. */
  readonly keys: readonly string[];
  readonly memberCount: number;
  readonly createTime: Date;
  readonly updateTime: Date;
  /** Deleted, but members still carry its name. */
  readonly deleted: boolean;
  /** Members are still to be brought in line with the group. */
  readonly settling?: true;
  /** Who renamed or deleted the group, and so changes the members. */
  readonly settler?: { readonly userId: string; readonly service: string; readonly name: string };
  /** Counts every change of the group and of its membership. */
  readonly revision: number;
}

/** Facts as they are kept: trimmed. */
export const tidyGroup = (facts: GroupFacts): GroupFacts => ({
  name: facts.name.trim().replaceAll(/\s+/g, " "),
  description: facts.description.trim(),
  externalId: facts.externalId.trim(),
});

/** A new group. `facts` are tidy. */
export function founded(
  id: string,
  customerId: string,
  facts: GroupFacts,
  now: Date,
  memberCount = 0,
): Group {
  const nameKey = textKey(facts.name);
  return {
    _id: id,
    customerId,
    name: facts.name,
    description: facts.description,
    externalId: facts.externalId,
    nameKey,
    keys: [nameKey],
    memberCount,
    createTime: now,
    updateTime: now,
    deleted: false,
    revision: 1,
  };
}

/** A group with other facts, which keeps the keys of the names that it had. `facts` are tidy. */
export function changedGroup(group: Group, facts: GroupFacts, now: Date): Group {
  const nameKey = textKey(facts.name);
  const { name, description, externalId } = facts;
  const keys = [nameKey, ...group.keys.filter((key) => key !== nameKey)];
  const revision = group.revision + 1;
  return { ...group, name, description, externalId, nameKey, keys, updateTime: now, revision };
}

/** The facts in which two states differ, by their names in the contract (snake_case), sorted. */
export function changedGroupFields(before: GroupFacts, after: GroupFacts): string[] {
  const names = { description: "description", externalId: "external_id", name: "name" } as const;
  return Object.entries(names).flatMap(([name, field]) =>
    before[name as keyof GroupFacts] === after[name as keyof GroupFacts] ? [] : [field],
  );
}

/** The keys that nobody may carry any more. */
export const outdatedKeys = ({ deleted, keys, nameKey }: Group): string[] =>
  deleted ? [...keys] : keys.filter((key) => key !== nameKey);

/** Whether someone with these names of groups belongs to the group. */
export const belongs = (group: Pick<Group, "keys">, names: readonly string[]): boolean =>
  names.some((name) => group.keys.includes(textKey(name)));

/** Someone's names of groups without this one. */
export const without = (group: Pick<Group, "keys">, names: readonly string[]): string[] =>
  names.filter((name) => !group.keys.includes(textKey(name)));

/** Someone's names of groups in line with the group: its present name for former ones, none if it is deleted. */
export function inLine(group: Group, names: readonly string[]): string[] {
  if (!belongs(group, names)) return [...names];
  return group.deleted ? without(group, names) : [...without(group, names), group.name];
}
