import type { Connection, Model } from "mongoose";
import { type Change, insert, updateIfPresent } from "../../../runtime/mongo/change.ts";
import { type EmployeeRow, employeeModel } from "./employee-model.ts";
import { type UserRow, userModel } from "./user-model.ts";

/** Somebody who can be written to, as known now. */
export interface Person {
  readonly _id: string;
  readonly email: string;
  readonly name: string;
  /** BCP 47; empty: the customer's first language. */
  readonly locale: string;
}

/** Most holders of a role that one event is told to: a ladder that names EMPLOYEE must not write to everyone at once. */
const MOST_HOLDERS = 1000;

/** Named queries and changes on the copies of users and employees. */
export class PeopleStore {
  readonly #users: Model<UserRow>;
  readonly #employees: Model<EmployeeRow>;

  constructor(database: Connection) {
    this.#users = userModel(database);
    this.#employees = employeeModel(database);
  }

  /** The active users that hold a role (number of PermissionRole), the longest known ones, at most MOST_HOLDERS. */
  usersWithRole(customerId: string, role: number): Promise<UserRow[]> {
    return this.#users
      .find({ customerId, roles: role, active: true })
      .sort({ _id: 1 })
      .limit(MOST_HOLDERS)
      .lean<UserRow[]>();
  }

  /** The active ones among some users. */
  users(customerId: string, userIds: readonly string[]): Promise<UserRow[]> {
    return this.#users.find({ _id: { $in: userIds }, customerId, active: true }).lean<UserRow[]>();
  }

  /** The recipients of deliveries, users and employees, as known now, by id. */
  async among(customerId: string, recipients: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const { user = [], employee = [] } = Object.groupBy(recipients, (id) =>
      id.startsWith("usr_") ? "user" : "employee",
    );
    const fields = { email: 1, name: 1, locale: 1 };
    const [users, employees] = await Promise.all([
      user.length === 0 ? [] : this.#users.find({ _id: { $in: user }, customerId }, fields).lean<Person[]>(),
      employee.length === 0
        ? []
        : this.#employees.find({ _id: { $in: employee }, customerId }, fields).lean<Person[]>(),
    ]);
    return new Map([...users, ...employees].map((person) => [person._id, person]));
  }

  /** Which of some employees are known and not on leave. */
  async presentAmong(customerId: string, employeeIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (employeeIds.length === 0) return new Set();
    const rows = await this.#employees
      .find({ _id: { $in: employeeIds }, customerId, onLeave: false }, { _id: 1 })
      .lean<{ _id: string }[]>();
    return new Set(rows.map((row) => row._id));
  }

  /** The write that keeps a user's snapshot, unless a later one is kept already. */
  async keepUser(row: UserRow): Promise<Change[]> {
    return keep(this.#users, row);
  }

  /** The write that keeps an employee's snapshot, unless a later one is kept already. */
  async keepEmployee(row: EmployeeRow): Promise<Change[]> {
    return keep(this.#employees, row);
  }
}

async function keep<T extends UserRow | EmployeeRow>(model: Model<T>, row: T): Promise<Change[]> {
  const { _id, customerId, revision } = row;
  const known = await model.exists({ _id: { $eq: _id } });
  if (!known) return [insert(model, row)];
  return [updateIfPresent(model, { _id, customerId, revision: { $lt: revision } }, { $set: row })];
}
