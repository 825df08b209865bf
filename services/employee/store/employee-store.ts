import { isDeepStrictEqual } from "node:util";
import type { Connection, Model } from "mongoose";
import { alreadyExists, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import type { Employee } from "../domain/employee.ts";
import { facet, facets, textKey } from "../domain/facet.ts";
import { employeeModel } from "./employee-model.ts";

/** Which people a list shows. */
export interface EmployeeFilter {
  /** All of these a person must have. */
  readonly facets: readonly string[];
  /** Beginning of a word of the name, or of the address. "" for all. */
  readonly query: string;
  /** One of these, too. None: all. */
  readonly anyFacet: readonly string[];
  /** "" for all; so for the next three. */
  readonly email: string;
  readonly externalId: string;
  /** Who has no user name is found by the address. */
  readonly userName: string;
  /** The full name. */
  readonly name: string;
  /** Without those whom the identity provider has given up. */
  readonly provisioned: boolean;
}

/** Named queries and changes on people. Unless said otherwise, deleted ones are as good as unknown. */
export class EmployeeStore {
  readonly #model: Model<Employee>;

  constructor(database: Connection) {
    this.#model = employeeModel(database);
  }

  /** A person. Throws EMPLOYEE_NOT_FOUND. */
  async get(customerId: string, employeeId: string): Promise<Employee> {
    const row = await this.#model
      .findOne({ _id: employeeId, customerId, deleted: false })
      .lean<Employee | null>();
    if (!row) throw notFound("employee", employeeId);
    return row;
  }

  /** Whether there is such a person. */
  async has(customerId: string, employeeId: string): Promise<boolean> {
    return (await this.#model.exists({ _id: employeeId, customerId, deleted: false })) !== null;
  }

  /** The people of all customers who have an address, at most `limit`, by id. */
  withEmailAcrossCustomers(email: string, limit: number): Promise<Employee[]> {
    return this.#model
      .find({ emailKey: textKey(email), deleted: false })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<Employee[]>();
  }

  /** Throws EMPLOYEE_EMAIL_TAKEN when somebody other than `employeeId` has the address. */
  async checkEmailFree(customerId: string, employeeId: string, email: string): Promise<void> {
    const taken = await this.#model.exists({
      customerId,
      emailKey: textKey(email),
      deleted: false,
      _id: { $ne: employeeId },
    });
    if (taken) throw alreadyExists("employee", "email", email);
  }

  /** Throws EMPLOYEE_EXTERNAL_ID_TAKEN when somebody other than `employeeId` has the external id. */
  async checkExternalIdFree(customerId: string, employeeId: string, externalId: string): Promise<void> {
    if (externalId === "") return;
    const others = { customerId, externalId, deleted: false, _id: { $ne: employeeId } };
    if (await this.#model.exists(others)) throw alreadyExists("employee", "external id", externalId);
  }

  /** Throws EMPLOYEE_USER_NAME_TAKEN when somebody other than `employeeId` goes by the user name. */
  async checkUserNameFree(customerId: string, employeeId: string, userName: string): Promise<void> {
    if (userName === "") return;
    const others = { customerId, deleted: false, ...goingBy(userName), _id: { $ne: employeeId } };
    if (await this.#model.exists(others)) throw alreadyExists("employee", "user name", userName);
  }

  /** People by id. */
  byIds(customerId: string, employeeIds: readonly string[]): Promise<Employee[]> {
    return this.#model.find({ _id: { $in: employeeIds }, customerId, deleted: false }).lean<Employee[]>();
  }

  /** The people with these addresses, given as keys. */
  withEmails(customerId: string, emailKeys: readonly string[]): Promise<Employee[]> {
    if (emailKeys.length === 0) return Promise.resolve([]);
    return this.#model.find({ customerId, emailKey: { $in: emailKeys }, deleted: false }).lean<Employee[]>();
  }

  /** Those whom a person manages directly. */
  reportsOf(customerId: string, employeeId: string): Promise<Employee[]> {
    return this.#model
      .find({ customerId, facets: facet("manager", employeeId), deleted: false })
      .lean<Employee[]>();
  }

  /** The managers of people (id → manager's id, "" for none), and theirs, up to the top. */
  async managersAbove(customerId: string, employeeIds: readonly string[]): Promise<Map<string, string>> {
    const managers = new Map<string, string>();
    let level = [...employeeIds];
    while (level.length > 0) {
      const rows = await this.#model
        .find({ _id: { $in: level }, customerId, deleted: false })
        .select({ managerId: 1 })
        .lean<Pick<Employee, "_id" | "managerId">[]>();
      for (const row of rows) managers.set(row._id, row.managerId);
      const next = new Set(rows.map((row) => row.managerId));
      level = [...next].filter((id) => id !== "" && !managers.has(id));
    }
    return managers;
  }

  /** People by name, then id. */
  async list(customerId: string, request: PageRequest, filter: EmployeeFilter): Promise<Page<Employee>> {
    const window = pageWindow(request, { customerId, ...filter });
    const rows = await this.#model
      .find({ $and: [selection(customerId, filter), afterKey(["nameKey", "_id"], window.after)] })
      .sort({ nameKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .lean<Employee[]>();
    return toPage(rows, window, { customerId, ...filter }, (row) => [row.nameKey, row._id]);
  }

  /** How many people a list shows on all its pages. */
  count(customerId: string, filter: EmployeeFilter): Promise<number> {
    return this.#model.countDocuments(selection(customerId, filter));
  }

  /** Those who belong to a group, by name, then id. `keys` are the names by which its members know it. */
  async inGroup(
    customerId: string,
    request: PageRequest,
    groupId: string,
    keys: readonly string[],
  ): Promise<Page<Employee>> {
    const window = pageWindow(request, { customerId, groupId });
    const rows = await this.#model
      .find({
        $and: [
          { customerId, deleted: false, facets: { $in: facets("group", keys) } },
          afterKey(["nameKey", "_id"], window.after),
        ],
      })
      .sort({ nameKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .hint("by_facet")
      .lean<Employee[]>();
    return toPage(rows, window, { customerId, groupId }, (row) => [row.nameKey, row._id]);
  }

  /** Some of those who carry one of these names of groups, given as keys. */
  carrying(customerId: string, keys: readonly string[], limit: number): Promise<Employee[]> {
    return this.#model
      .find({ customerId, deleted: false, facets: { $in: facets("group", keys) } })
      .limit(limit)
      .hint("by_facet")
      .lean<Employee[]>();
  }

  /** The write that adds a person; stale when the address, external id or user name is not free any more. */
  insert(row: Employee): Change {
    return insert(this.#model, row);
  }

  /** The write that brings a person from one state to the next, if they are still in the first. */
  update(before: Employee, after: Employee): Change {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Employee>;
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

  /** Changes nothing, but makes the unit stale if the person is not there any more. */
  stillThere(customerId: string, employeeId: string): Change {
    const filter = { _id: employeeId, customerId, deleted: false };
    return updateOne(this.#model, filter, { $set: { deleted: false } });
  }
}

function selection(customerId: string, filter: EmployeeFilter): object {
  const prefix = searchKey(filter.query);
  return {
    customerId,
    deleted: false,
    ...(filter.facets.length + filter.anyFacet.length > 0
      ? {
          facets: {
            ...(filter.facets.length > 0 ? { $all: filter.facets } : {}),
            ...(filter.anyFacet.length > 0 ? { $in: filter.anyFacet } : {}),
          },
        }
      : {}),
    ...(prefix === "" ? {} : { searchKeys: { $elemMatch: { $gte: prefix, $lt: `${prefix}\uffff` } } }),
    ...(filter.email === "" ? {} : { emailKey: textKey(filter.email) }),
    ...(filter.externalId === "" ? {} : { externalId: filter.externalId }),
    ...(filter.userName === "" ? {} : goingBy(filter.userName)),
    ...(filter.name === "" ? {} : { nameKey: searchKey(filter.name) }),
    ...(filter.provisioned ? { deprovisionTime: { $exists: false } } : {}),
  };
}

/** Those whose user name it is, or whose address where they have no user name. */
const goingBy = (userName: string): object => {
  const key = textKey(userName);
  return {
    $or: [
      { deleted: false, userNameKey: key },
      { deleted: false, emailKey: key, userNameKey: "" },
    ],
  };
};

const searchKey = (text: string): string => textKey(text).replaceAll(/\s+/g, " ");
