import type { Connection, Model } from "mongoose";
import { alreadyExists, notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { nameKey } from "../domain/user-keys.ts";
import { type UserRow, type UserStatus, userModel } from "./user-model.ts";

/** Which users are listed; what is empty or unset leaves that condition out. */
export interface UserFilter {
  readonly status?: UserStatus | undefined;
  /** Number of a PermissionRole. */
  readonly role?: number | undefined;
  /** Part of a name or an address, compared without regard to case. */
  readonly query: string;
  readonly employeeId: string;
  /** Id of a role of the customer's own. */
  readonly customRoleId: string;
}

/** Fields that a change of a user may leave empty. */
const OPTIONAL = [
  "employeeId",
  "passwordHash",
  "invitationId",
  "deactivateTime",
  "deactivationCause",
  "customRoleIds",
  "accessEndTime",
] as const;

/** Named queries and changes on users. `customerId` is empty for platform operators. */
export class UserStore {
  readonly #model: Model<UserRow>;

  constructor(database: Connection) {
    this.#model = userModel(database);
  }

  /** A user. Throws USER_NOT_FOUND. */
  async get(customerId: string, userId: string): Promise<UserRow> {
    const row = await this.#model.findOne({ _id: userId, customerId }).lean<UserRow>();
    if (!row) throw notFound("user", userId);
    return row;
  }

  /** A user, if there is one. */
  findById(customerId: string, userId: string): Promise<UserRow | null> {
    return this.#model.findOne({ _id: userId, customerId }).lean<UserRow>();
  }

  /** A user of any customer, for platform operators. Throws USER_NOT_FOUND. */
  async getForPlatform(userId: string): Promise<UserRow> {
    const row = await this.#model.findById(userId).lean<UserRow>();
    if (!row) throw notFound("user", userId);
    return row;
  }

  /** The user who signs in with an address: it is unique on the platform. */
  findByEmailForPlatform(key: string): Promise<UserRow | null> {
    return this.#model.findOne({ emailKey: key }).lean<UserRow>();
  }

  /** The user who is an employee. */
  findByEmployee(customerId: string, employeeId: string): Promise<UserRow | null> {
    return this.#model.findOne({ customerId, employeeId }).lean<UserRow>();
  }

  /** Throws USER_EMAIL_TAKEN or USER_EMPLOYEE_TAKEN when another user has the address or is the employee. */
  async checkFree(user: UserRow): Promise<void> {
    const byEmail = await this.findByEmailForPlatform(user.emailKey);
    if (byEmail && byEmail._id !== user._id) throw alreadyExists("user", "email", user.email);
    if (!user.employeeId) return;
    const byEmployee = await this.findByEmployee(user.customerId, user.employeeId);
    if (byEmployee && byEmployee._id !== user._id) throw alreadyExists("user", "employee", user.employeeId);
  }

  /** Whether somebody else than `userId` is active to no set end, has signed in or can, and has the role. */
  async anotherActive(customerId: string, role: number, userId: string): Promise<boolean> {
    const other: object = {
      customerId,
      roles: role,
      status: "ACTIVE",
      invitationId: { $exists: false },
      accessEndTime: { $exists: false },
      _id: { $ne: userId },
    };
    return (await this.#model.exists(other)) !== null;
  }

  /** Users by name, then id. */
  async list(customerId: string, request: PageRequest, filter: UserFilter): Promise<Page<UserRow>> {
    const fingerprint = { customerId, ...filter };
    const window = pageWindow(request, fingerprint);
    const rows = await this.#model
      .find(userQuery(customerId, filter, window.after))
      .sort({ nameKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .lean<UserRow[]>();
    return toPage(rows, window, fingerprint, (row) => [row.nameKey, row._id]);
  }

  /** The write that adds a user. */
  insert(row: UserRow): Change {
    return insert(this.#model, row);
  }

  /**
   * The write that makes a user what `after` says, if neither a change nor a sign-in has come since `before` was read.
   * Counts up the revision; what a sign-in writes stays.
   */
  replace(before: UserRow, after: UserRow): Change {
    const { _id, customerId, revision, signIns, lastSignInTime: _kept, ...fields } = after;
    const gone = OPTIONAL.filter((name) => after[name] === undefined);
    return updateOne(
      this.#model,
      { _id, customerId, revision: before.revision, signIns: before.signIns },
      {
        $set: { ...fields, revision: before.revision + 1 },
        ...(gone.length > 0 ? { $unset: Object.fromEntries(gone.map((name) => [name, 1])) } : {}),
      },
    );
  }

  /** The write that notes a sign-in of a user who hasn't changed since it was read. */
  signedIn(row: UserRow, at: Date): Change {
    const { _id, customerId, revision } = row;
    return updateOne(
      this.#model,
      { _id, customerId, revision },
      { $set: { lastSignInTime: at }, $unset: { invitationId: 1 }, $inc: { signIns: 1 } },
    );
  }
}

/** The MongoDB query of a list. */
export function userQuery(
  customerId: string,
  filter: UserFilter,
  after: readonly (string | number | Date)[] | undefined,
): object {
  const searched = nameKey(filter.query).replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return {
    customerId,
    ...(filter.employeeId ? { employeeId: filter.employeeId } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.role ? { roles: filter.role } : {}),
    ...(filter.customRoleId ? { customRoleIds: filter.customRoleId } : {}),
    $and: [
      searched ? { searchText: { $regex: searched } } : {},
      after ? { nameKey: { $gte: after[0] } } : {},
      afterKey(["nameKey", "_id"], after),
    ],
  };
}
