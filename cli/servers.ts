import type { Config } from "../runtime/config/config.ts";
import { type LocalServers, startLocalServers } from "../runtime/servers/local-servers.ts";

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
