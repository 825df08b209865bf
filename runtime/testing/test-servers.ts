import { lstat, mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { type LocalServers, startLocalServers } from "../servers/local-servers.ts";
import { stopLeftoverMongod } from "../servers/mongod.ts";
import { stopLeftoverNatsServer } from "../servers/nats-server.ts";
import { processStart } from "../servers/process-info.ts";
import type { Report } from "../servers/progress.ts";

const prefix = "countersign-test-servers-";

/** Servers for one test run. */
export interface TestServers {
  readonly mongodbUri: string;
  readonly natsUrl: string;
  /** Stops what was started and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts one MongoDB and one NATS for a whole test run, on fresh data that are removed at the end. Servers named by
 * MONGODB_URI and NATS_URL are used as they are. What killed test runs left behind is stopped and removed first.
 * @throws ServerStartError, one line for the developer
 */
export async function startTestServers(env: NodeJS.ProcessEnv, report: Report): Promise<TestServers> {
  const base = await realpath(tmpdir());
  await removeLeftovers(base, report);
  // The owner's number and start time are in the name, so that another run can tell whether it still lives.
  const dataDir = await mkdtemp(
    join(base, `${prefix}${process.pid}-${processStart(process.pid) ?? "running"}-`),
  );
  let servers: LocalServers;
  try {
    servers = await startLocalServers({
      mongodbUri: env.MONGODB_URI,
      natsUrl: env.NATS_URL,
      mongodBin: env.MONGOD_BIN,
      natsServerBin: env.NATS_SERVER_BIN,
      syncInterval: "2m", // nobody needs test data after a power failure, and a sync per message is six times slower
      dataDir,
      env,
      report,
    });
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
  if (!env.MONGODB_URI) await keepExpiredRows(servers.mongodbUri);
  const stop = async (): Promise<void> => {
    await servers.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { mongodbUri: servers.mongodbUri, natsUrl: servers.natsUrl, stop };
}

async function removeLeftovers(base: string, report: Report): Promise<void> {
  for (const name of await readdir(base)) {
    const [, pid, start] = /^countersign-test-servers-(\d+)-(\w+)-\w+$/.exec(name) ?? [];
    if (pid === undefined || processStart(Number(pid)) === start) continue;
    const dataDir = join(base, name);
    const found = await lstat(dataDir).catch(() => undefined); // another run may be removing it, too
    if (found?.uid !== process.getuid?.()) continue; // another user's, in a shared folder
    await Promise.all([stopLeftoverMongod(dataDir, { report }), stopLeftoverNatsServer(dataDir, { report })]);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Tests drive their own clock, often in the past of MongoDB's: its TTL monitor would remove what they just wrote. */
async function keepExpiredRows(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  await client.db("admin").command({ setParameter: 1, ttlMonitorEnabled: false });
  await client.close();
}
