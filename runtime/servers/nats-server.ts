import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { acceptsConnections } from "./accepts-connections.ts";
import { onPort } from "./free-port.ts";
import type { StartedServer } from "./mongod.ts";
import {
  readServerRecord,
  type ServerCommand,
  spawnServer,
  stopLeftover,
  type WaitOptions,
  waitUntilReady,
} from "./server-process.ts";
import { until } from "./until.ts";

/** When JetStream makes what it acknowledged safe from a power failure: before the acknowledgement, or every so often (`2m`). */
export type SyncInterval = "always" | `${number}${"ms" | "s" | "m"}`;

/** How to run a private nats-server. */
export interface NatsServerOptions extends WaitOptions {
  readonly binary: string;
  /** A claimed data directory, absolute; the streams go into its folder `nats`. */
  readonly dataDir: string;
  /** Loopback port; where not given, the one used last, or a free one. */
  readonly port?: number | undefined;
  /** `always` where not given. */
  readonly syncInterval?: SyncInterval | undefined;
}

/**
 * Starts nats-server with JetStream on 127.0.0.1 and waits until JetStream answers. Existing streams are served again.
 * @returns a `nats://` URL
 * @throws ServerStartError (`port-taken`, `data-dir`, `in-use`, `not-ready`, `crashed`); the signal's reason if aborted
 */
export async function startNatsServer(options: NatsServerOptions): Promise<StartedServer> {
  const storeDir = join(options.dataDir, "nats");
  const configFile = configPath(options.dataDir);
  await stopLeftoverNatsServer(options.dataDir, options);
  await mkdir(storeDir, { recursive: true });
  const preferred = readServerRecord(options.dataDir, "nats-server")?.port;
  return onPort("nats-server", { fixed: options.port, preferred }, async (port) => {
    const name = `countersign-${randomUUID()}`;
    await writeFile(
      configFile,
      natsConfig({ name, port, storeDir, syncInterval: options.syncInterval ?? "always" }),
    );
    const command: ServerCommand = {
      server: "nats-server",
      binary: options.binary,
      args: ["--config", configFile],
      port,
      dataDir: options.dataDir,
    };
    const running = spawnServer(command);
    const ready = async (signal: AbortSignal): Promise<void> => {
      await until(async () => ((await acceptsConnections(port)) ? true : undefined), 15, signal);
      await until(() => jetStreamAnswers(port, name), 15, signal);
    };
    await waitUntilReady(command, running, ready, options);
    return { uri: `nats://127.0.0.1:${port}`, process: running };
  });
}

/**
 * Ends a nats-server that a killed run has left on this data directory.
 * @throws ServerStartError `in-use` if it does not end; the signal's reason if aborted
 */
export function stopLeftoverNatsServer(dataDir: string, options: WaitOptions): Promise<void> {
  return stopLeftover(dataDir, "nats-server", configPath(dataDir), options);
}

function configPath(dataDir: string): string {
  return join(dataDir, "nats-server.conf");
}

/** Gives `true` if the server of that name answers; somebody else's may have taken the port before ours, which then ends. */
async function jetStreamAnswers(port: number, name: string): Promise<true | undefined> {
  const connection = await connect({ servers: `127.0.0.1:${port}`, reconnect: false, timeout: 5000 });
  try {
    if (connection.info?.server_name !== name) return undefined;
    await (await jetstreamManager(connection)).getAccountInfo();
    return true;
  } finally {
    await connection.close();
  }
}

function natsConfig(settings: {
  name: string;
  port: number;
  storeDir: string;
  syncInterval: SyncInterval;
}): string {
  return [
    `server_name: ${settings.name}`,
    `listen: "127.0.0.1:${settings.port}"`,
    "jetstream {",
    `  store_dir: ${JSON.stringify(settings.storeDir)}`,
    `  sync_interval: ${settings.syncInterval}`,
    "}",
    "",
  ].join("\n");
}
