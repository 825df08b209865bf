import { BSON } from "mongodb";
import type { Constellation } from "../../../runtime/testing/constellation.ts";

/** All that the identity service has stored: rows, outbox, answers to requests; as one text to look for secrets in. */
export async function stored(net: Constellation): Promise<string> {
  const database = net.database("identity");
  const collections = await database.listCollections();
  const rows = await Promise.all(collections.map(({ name }) => database.collection(name).find().toArray()));
  return rows
    .flat()
    .map((row) => Buffer.from(BSON.serialize(row)).toString("latin1"))
    .join();
}
