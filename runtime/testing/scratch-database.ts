import { randomBytes } from "node:crypto";
import type { Connection } from "mongoose";
import { connectMongo, serviceDatabase } from "../mongo/connect.ts";

/** A database of a test's own on the run's MongoDB. */
export interface ScratchDatabase {
  readonly root: Connection;
  readonly database: Connection;
  readonly drop: () => Promise<void>;
}

/** Opens a fresh database; drop it in afterAll. */
export async function scratchDatabase(): Promise<ScratchDatabase> {
  const options = {
    uri: process.env.MONGODB_URI ?? "",
    databasePrefix: `t${randomBytes(5).toString("hex")}`,
  };
  const root = await connectMongo(options);
  const database = serviceDatabase(root, options, "scratch");
  return {
    root,
    database,
    drop: async () => {
      await database.dropDatabase();
      await root.close();
    },
  };
}
