import { acceptsConnections } from "./accepts-connections.ts";
import { readServerRecord } from "./server-process.ts";

/** Addresses of servers that another process of this machine started on a data directory. */
export interface RunningServers {
  readonly mongodbUri: string;
  readonly natsUrl: string;
}

/** The servers that a living platform runs on this data directory; undefined when they don't both answer. */
export async function findRunningServers(dataDir: string): Promise<RunningServers | undefined> {
  const mongod = readServerRecord(dataDir, "mongod");
  const nats = readServerRecord(dataDir, "nats-server");
  if (!mongod || !nats) return undefined;
  const answering = await Promise.all([acceptsConnections(mongod.port), acceptsConnections(nats.port)]);
  if (answering.includes(false)) return undefined;
  return {
    mongodbUri: `mongodb://127.0.0.1:${mongod.port}/?directConnection=true`,
    natsUrl: `nats://127.0.0.1:${nats.port}`,
  };
}
