import mongoose from "mongoose";
import { until } from "./until.ts";

/** The name of the single-node replica set of a private mongod. */
export const replicaSetName = "countersign";

const pollMs = 15;
const notYetInitialized = 94;
const alreadyInitialized = 23;

interface ReplicaSetConfig {
  readonly version: number;
  readonly members: readonly { readonly _id: number; readonly host: string }[];
}

type Admin = { command(command: Record<string, unknown>): Promise<Record<string, unknown>> };

/**
 * Makes a mongod that listens on `port` of 127.0.0.1 the writable primary of its replica set: initiates the set on fresh
 * data, and on existing data that were last served on another port puts the new address into its configuration.
 * @param dbPath the data that the mongod there must serve; any other mongod on that port is left as it is
 * @throws what the driver throws, and the signal's reason once it is aborted
 */
export async function becomePrimary(port: number, dbPath: string, signal: AbortSignal): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const client = new mongoose.mongo.MongoClient(`mongodb://${host}/`, {
    directConnection: true,
    serverSelectionTimeoutMS: 5000,
  });
  const interrupt = () => void client.close();
  signal.addEventListener("abort", interrupt);
  try {
    const admin = client.db("admin");
    // mongod drops its connections when the state of the set changes: such a question is asked again.
    const ask = (probe: () => Promise<boolean>): Promise<true> =>
      until(
        async () => ((await unless(isNetworkError, probe())) === true ? true : undefined),
        pollMs,
        signal,
      );
    // If somebody else's mongod took the port first, ours is about to end, which aborts the signal.
    await ask(async () => (await servedPath(admin)) === dbPath);
    await ask(() => configure(admin, host));
    await ask(async () => (await admin.command({ hello: 1 })).isWritablePrimary === true);
  } finally {
    signal.removeEventListener("abort", interrupt);
    await client.close();
  }
}

async function servedPath(admin: Admin): Promise<string | undefined> {
  const { parsed } = await admin.command({ getCmdLineOpts: 1 });
  return (parsed as { storage?: { dbPath?: string } }).storage?.dbPath;
}

/** Gives `true` when the configuration names `host`, `false` when it is to be looked at again. */
async function configure(admin: Admin, host: string): Promise<boolean> {
  const answer = await unless(hasCode(notYetInitialized), admin.command({ replSetGetConfig: 1 }));
  if (answer === undefined) {
    const members = [{ _id: 0, host }];
    const initiated = admin.command({ replSetInitiate: { _id: replicaSetName, members } });
    await unless(hasCode(alreadyInitialized), initiated); // existing data whose configuration is still being read
    return false;
  }
  const config = answer.config as ReplicaSetConfig;
  if (config.members[0]?.host === host) return true;
  // A member that does not find itself in its configuration is "removed"; only a forced change gets it out of there.
  const members = config.members.slice(0, 1).map((member) => ({ ...member, host }));
  await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
  return false;
}

async function unless<T>(expected: (error: unknown) => boolean, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (expected(error)) return undefined;
    throw error;
  }
}

function isNetworkError(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoNetworkError;
}

function hasCode(code: number): (error: unknown) => boolean {
  return (error) => error instanceof mongoose.mongo.MongoServerError && error.code === code;
}
