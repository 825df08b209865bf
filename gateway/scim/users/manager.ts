import { badRequest } from "../protocol/scim-error.ts";
import type { ScimCall } from "../scim-call.ts";
import { isUserId } from "./find-user.ts";

const LONGEST = 200;

/**
 * The employee whom a client names as a manager: by id, or by externalId or userName, as some clients do. "" for none.
 * Throws invalidValue when there is no such user.
 */
export async function resolveManager({ employees }: ScimCall, named: string): Promise<string> {
  if (named === "" || isUserId(named)) return named;
  if (named.length <= LONGEST) {
    for (const by of [{ externalId: named }, { userName: named }]) {
      const answer = await employees.listEmployees({ ...by, pageSize: 1 });
      const [manager] = answer.employees;
      if (manager) return manager.id;
    }
  }
  throw badRequest("invalidValue", `There is no user ${named.slice(0, 100)} to be the manager.`);
}
