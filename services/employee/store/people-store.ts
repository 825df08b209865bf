import type { Connection, Model } from "mongoose";
import { type Change, updateMany } from "../../../runtime/mongo/change.ts";
import { type Audience, type Condition, wantedBy } from "../domain/audience.ts";
import { type Employee, WORKING } from "../domain/employee.ts";
import { employeeModel } from "./employee-model.ts";

/** As much of a person as events of assignments tell. */
export type Told = Pick<
  Employee,
  | "_id"
  | "name"
  | "email"
  | "department"
  | "location"
  | "managerId"
  | "roles"
  | "joinDate"
  | "status"
  | "revision"
>;

/** As much of a person as matching them needs. */
export type Person = Told & Pick<Employee, "deleted" | "facets" | "matchReason">;

const TOLD = {
  name: 1,
  email: 1,
  department: 1,
  location: 1,
  managerId: 1,
  roles: 1,
  joinDate: 1,
  status: 1,
  revision: 1,
} as const;

const PERSON = { ...TOLD, deleted: 1, facets: 1, matchReason: 1 } as const;

/** Queries over many people at once: for matching, previews and imports. */
export class PeopleStore {
  readonly #model: Model<Employee>;

  constructor(database: Connection) {
    this.#model = employeeModel(database);
  }

  /**
   * The next `limit` people whom an audience matches, by id, after an id ("" from the start). However large the
   * audience, a scan looks at each person of the customer once.
   */
  matchingAfter(customerId: string, audience: Audience, employeeId: string, limit: number): Promise<Told[]> {
    return this.#matchingAfter(customerId, audience, employeeId, limit).select(TOLD).lean<Told[]>();
  }

  /** As `matchingAfter`, ids alone. */
  async idsMatchingAfter(
    customerId: string,
    audience: Audience,
    employeeId: string,
    limit: number,
  ): Promise<string[]> {
    const rows = await this.#matchingAfter(customerId, audience, employeeId, limit)
      .select({ _id: 1 })
      .lean<Pick<Employee, "_id">[]>();
    return rows.map((row) => row._id);
  }

  /** The next `limit` people who have not left, by id, after an id. */
  workingAfter(customerId: string, employeeId: string, limit: number): Promise<Employee[]> {
    return this.#model
      .find({ customerId, deleted: false, status: { $in: [...WORKING] }, _id: { $gt: employeeId } })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<Employee[]>();
  }

  /** People by id, deleted ones too. */
  byIds(customerId: string, employeeIds: readonly string[]): Promise<Person[]> {
    if (employeeIds.length === 0) return Promise.resolve([]);
    return this.#model
      .find({ _id: { $in: employeeIds }, customerId })
      .select(PERSON)
      .lean<Person[]>();
  }

  /** People, deleted ones too, who changed and were not matched since. */
  pending(customerId: string, limit: number): Promise<Person[]> {
    return this.#model
      .find({ customerId, matchPending: true })
      .select(PERSON)
      .sort({ _id: 1 })
      .limit(limit)
      .lean<Person[]>();
  }

  /** The first customer after another one ("" for the first of all) with people to be matched. */
  async nextPendingAcrossCustomers(customerId: string): Promise<string | undefined> {
    const row = await this.#model
      .findOne({ matchPending: true, customerId: { $gt: customerId } })
      .select({ customerId: 1 })
      .sort({ customerId: 1, _id: 1 })
      .lean<Pick<Employee, "customerId"> | null>();
    return row?.customerId;
  }

  /** How many people are to be matched. */
  countPendingAcrossCustomers(): Promise<number> {
    return this.#model.countDocuments({ matchPending: true }).hint("match_pending");
  }

  /** The writes that take people as matched, unless they changed since they were read. */
  matched(customerId: string, people: readonly Person[]): Change[] {
    const byRevision = Map.groupBy(people, (person) => person.revision);
    return [...byRevision].map(([revision, group]) =>
      updateMany(
        this.#model,
        { _id: { $in: group.map((person) => person._id) }, customerId, revision, matchPending: true },
        { $unset: { matchPending: 1, matchReason: 1 } },
      ),
    );
  }

  #matchingAfter(customerId: string, audience: Audience, employeeId: string, limit: number) {
    return this.#model
      .find({ $and: [matching(customerId, audience), { _id: { $gt: employeeId } }] })
      .sort({ _id: 1 })
      .limit(limit)
      .batchSize(limit)
      .hint("by_status");
  }

  /** How many people who have not left an audience matches, by status. */
  async countMatching(
    customerId: string,
    audience: Audience,
  ): Promise<{ readonly working: number; readonly onLeave: number }> {
    const groups = await this.#model.aggregate<{ _id: string; count: number }>([
      { $match: matching(customerId, audience) },
      { $group: { _id: "$status", count: { $sum: 1 } } },
    ]);
    const count = (status: string): number => groups.find((group) => group._id === status)?.count ?? 0;
    return { working: count("ACTIVE") + count("ON_LEAVE"), onLeave: count("ON_LEAVE") };
  }

  /** The first people, by name, whom an audience matches. */
  sampleMatching(customerId: string, audience: Audience, limit: number): Promise<Employee[]> {
    return this.#model
      .find(matching(customerId, audience))
      .sort({ nameKey: 1, _id: 1 })
      .limit(limit)
      .lean<Employee[]>();
  }
}

/** An audience as a condition of the database, over the same facets as in memory. */
function matching(customerId: string, audience: Audience): object {
  const all = audience.all.map(condition);
  const any = audience.any.map(condition);
  const none = audience.none.map(condition);
  return {
    customerId,
    deleted: false,
    status: { $in: [...WORKING] },
    ...(all.length > 0 ? { $and: all } : {}),
    ...(any.length > 0 ? { $or: any } : {}),
    ...(none.length > 0 ? { $nor: none } : {}),
  };
}

const condition = (one: Condition): object =>
  one.field === "employee" ? { _id: { $in: wantedBy(one) } } : { facets: { $in: wantedBy(one) } };
