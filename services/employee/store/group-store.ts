import { isDeepStrictEqual } from "node:util";
import type { Connection, Model } from "mongoose";
import { alreadyExists, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, removeMany, updateMany, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { textKey } from "../domain/facet.ts";
import type { Group } from "../domain/group.ts";
import { type GroupRow, groupModel } from "./group-model.ts";

/** Which groups a list shows. */
export interface GroupFilter {
  /** Beginning of the name. "" for all. */
  readonly query: string;
  /** One of these names it has. None: all. */
  readonly names: readonly string[];
  /** "" for all. */
  readonly externalId: string;
  /** One of these keys members carry. Undefined: all. */
  readonly keys?: readonly string[] | undefined;
}

/** Named queries and changes on groups. Unless said otherwise, deleted ones are as good as unknown. */
export class GroupStore {
  readonly #model: Model<GroupRow>;

  constructor(database: Connection) {
    this.#model = groupModel(database);
  }

  /** A group. Throws GROUP_NOT_FOUND. */
  async get(customerId: string, groupId: string): Promise<Group> {
    const row = await this.#model.findOne({ _id: groupId, customerId, deleted: false }).lean<Group | null>();
    if (!row) throw notFound("group", groupId);
    return row;
  }

  /** The groups that have one of these keys, those too that are deleted and still have members. */
  withKeys(customerId: string, keys: readonly string[]): Promise<Group[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return this.#model.find({ customerId, keys: { $in: keys } }).lean<Group[]>();
  }

  /** Throws GROUP_NAME_TAKEN when a group other than `groupId` has the name, or had it and members still carry it. */
  async checkNameFree(customerId: string, groupId: string, name: string): Promise<void> {
    const taken = await this.#model.exists({ customerId, keys: textKey(name), _id: { $ne: groupId } });
    if (taken) throw alreadyExists("group", "name", name);
  }

  /** Throws GROUP_EXTERNAL_ID_TAKEN when a group other than `groupId` has the external id. */
  async checkExternalIdFree(customerId: string, groupId: string, externalId: string): Promise<void> {
    if (externalId === "") return;
    const taken = await this.#model.exists({ customerId, externalId, deleted: false, _id: { $ne: groupId } });
    if (taken) throw alreadyExists("group", "external id", externalId);
  }

  /** Groups by name, then id. `bound` is what a page's token is tied to. */
  async list(
    customerId: string,
    request: PageRequest,
    filter: GroupFilter,
    bound: object,
  ): Promise<Page<Group>> {
    const window = pageWindow(request, bound);
    const rows = await this.#model
      .find({ $and: [selection(customerId, filter), afterKey(["nameKey", "_id"], window.after)] })
      .sort({ nameKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .hint(indexFor(filter))
      .lean<Group[]>();
    return toPage(rows, window, bound, (row) => [row.nameKey, row._id]);
  }

  /** How many groups a list shows on all its pages. */
  count(customerId: string, filter: GroupFilter): Promise<number> {
    return this.#model.countDocuments(selection(customerId, filter)).hint(indexFor(filter));
  }

  /** The write that adds a group; stale when its name or external id is not free any more. */
  insert(group: Group): Change {
    return insert(this.#model, group);
  }

  /** The write that brings a group from one state to the next, if it is still in the first. */
  update(before: Group, after: Group): Change {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Group>;
    const differing = [...names].filter(
      (name) => name !== "revision" && !isDeepStrictEqual(before[name], after[name]),
    );
    const gone = differing.filter((name) => after[name] === undefined);
    return revise(this.#model, before, {
      $set: Object.fromEntries(
        differing.filter((name) => after[name] !== undefined).map((name) => [name, after[name]]),
      ),
      ...(gone.length > 0 ? { $unset: Object.fromEntries(gone.map((name) => [name, 1])) } : {}),
    });
  }

  /**
   * The write that counts members who came, less those who went; stale when the names that stand for the group are
   * others by now, or when `revision` is given and isn't the group's.
   */
  countMembers({ _id, customerId, keys }: Group, by: number, now: Date, revision?: number): Change {
    return updateOne(
      this.#model,
      { _id, customerId, keys, deleted: false, ...(revision === undefined ? {} : { revision }) },
      { $inc: { memberCount: by, revision: 1 }, $set: { updateTime: now } },
    );
  }

  /** The writes that remove a group's row, if nothing has happened to the group. */
  remove(group: Group): Change[] {
    const { _id, customerId, revision } = group;
    return [
      revise(this.#model, group, {}),
      removeMany(this.#model, { _id, customerId, revision: revision + 1 }),
    ];
  }

  /** The first customer after another one ("" for the first of all) with a group whose members are to be changed. */
  async nextSettlingAcrossCustomers(customerId: string): Promise<string | undefined> {
    const row = await this.#model
      .findOne({ settling: true, customerId: { $gt: customerId } })
      .select({ customerId: 1 })
      .sort({ customerId: 1, _id: 1 })
      .lean<Pick<GroupRow, "customerId"> | null>();
    return row?.customerId;
  }

  /** The next group of a customer whose members are to be changed, deleted ones too. */
  settling(customerId: string): Promise<Group | null> {
    return this.#model.findOne({ customerId, settling: true }).sort({ _id: 1 }).lean<Group | null>();
  }

  /** How many groups there are whose members are to be changed. */
  countSettlingAcrossCustomers(): Promise<number> {
    return this.#model.countDocuments({ settling: true }).hint("settling");
  }

  /**
   * The write that says that all members carry the present name, if nothing has happened to the group. It doesn't count
   * as a change: nothing that is told of the group is another.
   */
  settled({ _id, customerId, revision, nameKey }: Group): Change {
    return updateOne(
      this.#model,
      { _id, customerId, revision },
      { $set: { keys: [nameKey] }, $unset: { settling: 1, settler: 1 } },
    );
  }

  /** The write that puts a deleted customer's work aside. */
  park(customerId: string): Change {
    return updateMany(
      this.#model,
      { customerId, settling: true },
      { $set: { parked: true }, $unset: { settling: 1 } },
    );
  }

  /** The write that takes up what was put aside. */
  unpark(customerId: string): Change {
    return updateMany(
      this.#model,
      { customerId, parked: true },
      { $set: { settling: true }, $unset: { parked: 1 } },
    );
  }
}

function selection(customerId: string, { query, names, externalId, keys }: GroupFilter): object {
  const prefix = textKey(query).replaceAll(/\s+/g, " ");
  const conditions = [
    ...(prefix === "" ? [] : [{ nameKey: { $gte: prefix, $lt: `${prefix}\uffff` } }]),
    ...(names.length === 0 ? [] : [{ nameKey: { $in: names.map(textKey) } }]),
    ...(keys === undefined ? [] : [{ keys: { $in: keys } }]),
  ];
  return {
    customerId,
    deleted: false,
    ...(externalId === "" ? {} : { externalId }),
    ...(conditions.length === 0 ? {} : { $and: conditions }),
  };
}

/** One of the few that an external id or a person's own names lead to, or all by name. */
function indexFor({ externalId, keys, names }: GroupFilter): string {
  if (externalId !== "") return "present_external_id";
  return keys === undefined || names.length > 0 ? "by_name" : "key";
}
