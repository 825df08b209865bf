import type { Config } from "../runtime/config/config.ts";
import { type LocalServers, startLocalServers } from "../runtime/servers/local-servers.ts";
import { findRunningServers } from "../runtime/servers/running-servers.ts";
import { ServerStartError } from "../runtime/servers/server-start-error.ts";

/** A configuration whose servers answer, and the private ones among them. */
export interface WithServers {
  readonly config: Config;
  readonly servers: LocalServers;
}

/** Starts what the configuration does not name: a private MongoDB, a private NATS. Progress goes to standard error. */
export async function withServers(config: Config, signal?: AbortSignal): Promise<WithServers> {
  const servers = await startLocalServers({
    mongodbUri: config.mongodbUri,
    natsUrl: config.natsUrl,
    mongodBin: config.mongodBin,
    natsServerBin: config.natsServerBin,
    dataDir: config.dataDir,
    report: (line) => process.stderr.write(`${line}\n`),
    signal,
  });
  return { config: { ...config, mongodbUri: servers.mongodbUri, natsUrl: servers.natsUrl }, servers };
}

/**
 * The servers for a command that works beside a platform: those of the one that runs on this data directory, or, when
 * none does, private ones for as long as the command takes.
 */
export async function joinServers(config: Config): Promise<WithServers> {
  try {
    return await withServers(config);
  } catch (error) {
    const inUse = error instanceof ServerStartError && error.reason === "in-use";
    const running = inUse ? await findRunningServers(config.dataDir) : undefined;
    if (!running) throw error;
    const mongodbUri = config.mongodbUri || running.mongodbUri;
    const natsUrl = config.natsUrl || running.natsUrl;
    const servers = { mongodbUri, natsUrl, lost: new Promise<never>(() => {}), stop: async () => {} };
    return { config: { ...config, mongodbUri, natsUrl }, servers };
  }
}
