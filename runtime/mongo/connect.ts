import { type Connection, createConnection } from "mongoose";

/** Which MongoDB, and how the databases of this installation are called. */
export interface MongoOptions {
  /** A connection string; the deployment must be a replica set or sharded cluster, for transactions. */
  readonly uri: string;
  /** Prefix of each service's database: `countersign` gives `countersign_policy` and so on. */
  readonly databasePrefix: string;
}

/** Opens the process's one connection pool. Throws when the server does not answer within 10 s. */
export async function connectMongo(options: MongoOptions): Promise<Connection> {
  return createConnection(options.uri, {
    serverSelectionTimeoutMS: 10_000,
    maxPoolSize: 64,
    autoIndex: false,
    autoCreate: false,
    retryWrites: true,
    writeConcern: { w: "majority", journal: true },
  }).asPromise();
}

/** A service's own database on the shared pool. */
export function serviceDatabase(connection: Connection, options: MongoOptions, service: string): Connection {
  return connection.useDb(`${options.databasePrefix}_${service}`, { useCache: true });
}
