import type { Connection } from "mongoose";
import { systemClock } from "../../../runtime/clock.ts";
import { createIdSource } from "../../../runtime/ids.ts";
import type { Migration } from "../../../runtime/mongo/migrate.ts";
import type { Employee } from "../domain/employee.ts";
import { textKey } from "../domain/facet.ts";
import { founded } from "../domain/group.ts";
import { employeeModel } from "./employee-model.ts";
import { groupModel } from "./group-model.ts";

/** A name that people carry, and how many do. */
interface Carried {
  readonly name: string;
  count: number;
}

/** Makes groups of the names that people carry from before there were groups. */
export const groupsFromEmployees: Migration = {
  id: "2026-11-22-groups-from-employees",
  run: async (database) => {
    const unset = { externalId: "", userName: "", userNameKey: "" };
    await employeeModel(database).collection.updateMany({ userNameKey: { $exists: false } }, { $set: unset });
    const groups = groupModel(database).collection;
    const newId = createIdSource(systemClock);
    for (const [customerId, carried] of await namesOf(database))
      for (const [key, { name, count }] of carried) {
        const { keys, ...row } = founded(
          newId("grp"),
          customerId,
          { name, ...NO_MORE },
          systemClock.now(),
          count,
        );
        const known = await groups.findOne({ customerId, keys: key });
        if (!known) await groups.insertOne({ ...row, keys: [...keys] } as never);
      }
  },
};

const NO_MORE = { description: "", externalId: "" };

/** By customer and key. */
async function namesOf(database: Connection): Promise<Map<string, Map<string, Carried>>> {
  const all = new Map<string, Map<string, Carried>>();
  const people = employeeModel(database)
    .find({ deleted: false, "groups.0": { $exists: true } })
    .select({ customerId: 1, groups: 1 })
    .lean<Pick<Employee, "customerId" | "groups">[]>()
    .cursor();
  for await (const { customerId, groups } of people) {
    const carried = all.get(customerId) ?? new Map<string, Carried>();
    all.set(customerId, carried);
    for (const [key, name] of new Map(groups.map((one) => [textKey(one), one]))) {
      const known = carried.get(key);
      if (known) known.count += 1;
      else carried.set(key, { name, count: 1 });
    }
  }
  return all;
}
