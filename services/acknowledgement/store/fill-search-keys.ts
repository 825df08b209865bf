import type { AnyBulkWriteOperation } from "mongodb";
import type { Migration } from "../../../runtime/mongo/migrate.ts";
import { searchKeysOf } from "../domain/person.ts";
import { type ObligationRow, obligationModel } from "./obligation-model.ts";
import { personModel } from "./person-model.ts";

const UNIT = 1_000;

/** Gives people and obligations from before searches had an index their words, and cancelled ones their time. */
export const fillSearchKeys: Migration = {
  id: "2026-11-22-fill-search-keys",
  run: async (database) => {
    for (const model of [obligationModel(database), personModel(database)]) {
      const collection = database.collection<ObligationRow>(model.collection.name);
      let writes: AnyBulkWriteOperation<ObligationRow>[] = [];
      const lacking = collection.find(
        { "person.searchKeys": { $exists: false } },
        { projection: { person: 1, status: 1, updateTime: 1 } },
      );
      for await (const { _id, person, status, updateTime } of lacking) {
        const cancelled = status === "CANCELLED" ? { cancelTime: updateTime } : {};
        const $set = { "person.searchKeys": searchKeysOf(person.name, person.email), ...cancelled };
        writes.push({ updateOne: { filter: { _id }, update: { $set } } });
        if (writes.length < UNIT) continue;
        await collection.bulkWrite(writes);
        writes = [];
      }
      if (writes.length > 0) await collection.bulkWrite(writes);
    }
  },
};
