import { type Connection, createConnection } from "mongoose";

/** A database to define models in, never connected: they don't try to create their collections. */
export function unconnectedDatabase(): Connection {
  const database = createConnection();
  database.set("autoCreate", false);
  database.set("autoIndex", false);
  return database;
}
