import { startTestServers } from "./test-servers.ts";

declare global {
  /** Ends what the setup began: jest gives setup and teardown no other way to share something. */
  var stopTestServers: (() => Promise<void>) | undefined;
}

/** Runs before all tests; the workers inherit MONGODB_URI, NATS_URL and TEST_RUN, the process of the run. */
export default async function setUp(): Promise<void> {
  const { MONGODB_URI, NATS_URL } = process.env;
  const servers = await startTestServers(process.env, (line) => process.stderr.write(`${line}\n`));
  process.env.MONGODB_URI = servers.mongodbUri;
  process.env.NATS_URL = servers.natsUrl;
  process.env.TEST_RUN = String(process.pid);
  globalThis.stopTestServers = async () => {
    await servers.stop();
    // In watch mode the next run starts its own.
    if (!MONGODB_URI) delete process.env.MONGODB_URI;
    if (!NATS_URL) delete process.env.NATS_URL;
  };
}
