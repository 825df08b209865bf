import { Code, ConnectError } from "@connectrpc/connect";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { reasonOf } from "../../../runtime/rpc/error-mapping.ts";
import { badRequest } from "../protocol/scim-error.ts";
import type { ScimCall } from "../scim-call.ts";
import { isUserId } from "../users/find-user.ts";

/** Most members that are named in an answer, or set by a replacement. */
export const MOST_LISTED = 20_000;
const PAGE = 200;
/** Most members of one call. */
const CHUNK = 1_000;

/** The members of a group, without those whom the client has deleted; undefined when there are too many to name. */
export async function listedMembers(call: ScimCall, group: Group): Promise<readonly Employee[] | undefined> {
  if (group.memberCount > MOST_LISTED) return undefined;
  const members: Employee[] = [];
  if (group.memberCount === 0) return members;
  let pageToken = "";
  do {
    const page = await call.employees.listGroupMembers({ groupId: group.id, pageSize: PAGE, pageToken });
    members.push(...page.employees.filter((employee) => !employee.deprovisionTime));
    pageToken = page.nextPageToken;
  } while (pageToken !== "" && members.length <= MOST_LISTED);
  return members;
}

/** What a request does to the members of a group, all of it together. */
export class MembersChange {
  readonly #added = new Set<string>();
  readonly #removed = new Set<string>();
  #replaced = false;

  /** Those come in. Throws invalidValue for what is no user's id. */
  add(ids: readonly string[]): void {
    for (const id of ids) {
      if (!isUserId(id)) throw noSuchMember(id);
      this.#removed.delete(id);
      this.#added.add(id);
    }
  }

  /** Those leave. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#added.delete(id);
      this.#removed.add(id);
    }
  }

  /** Those are the members from now on, and nobody else. */
  replace(ids: readonly string[]): void {
    this.#added.clear();
    this.#removed.clear();
    this.#replaced = true;
    this.add(ids);
  }

  /**
   * Carries it out: who leaves first. `etag` binds the first call to the group's version. Gives the group as it is then.
   * Throws invalidValue for unknown users, tooMany when so many can't be replaced.
   */
  async carryOut(call: ScimCall, group: Group, etag: string): Promise<Group> {
    const { employees } = call;
    const leaving = this.#replaced ? await this.#others(call, group) : [...this.#removed].filter(isUserId);
    const groupId = group.id;
    let now = group;
    let bound = etag;
    for (const employeeIds of chunks(leaving)) {
      now = (await employees.removeGroupMembers({ groupId, employeeIds, etag: bound })).group ?? now;
      bound = "";
    }
    for (const employeeIds of chunks([...this.#added])) {
      now =
        (await namingUnknown(employees.addGroupMembers({ groupId, employeeIds, etag: bound }))).group ?? now;
      bound = "";
    }
    return now;
  }

  async #others(call: ScimCall, group: Group): Promise<string[]> {
    const members = await listedMembers(call, group);
    if (!members)
      throw badRequest("tooMany", `More than ${MOST_LISTED} members can't be replaced; add and remove them.`);
    return members.map((member) => member.id).filter((id) => !this.#added.has(id));
  }
}

/** An unknown member is no unknown group. */
async function namingUnknown<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const unknown =
      error instanceof ConnectError &&
      error.code === Code.NotFound &&
      reasonOf(error) === "EMPLOYEE_NOT_FOUND";
    throw unknown ? badRequest("invalidValue", error.rawMessage) : error;
  }
}

const noSuchMember = (id: string) =>
  badRequest("invalidValue", `There is no user ${JSON.stringify(id.slice(0, 100))} to be a member.`);

function chunks(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / CHUNK);
  return Array.from({ length: count }, (_, index) => ids.slice(index * CHUNK, (index + 1) * CHUNK));
}
