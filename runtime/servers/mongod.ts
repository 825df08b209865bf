import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { acceptsConnections } from "./accepts-connections.ts";
import { onPort } from "./free-port.ts";
import { becomePrimary, replicaSetName } from "./replica-set.ts";
import {
  readServerRecord,
  type ServerCommand,
  type ServerProcess,
  spawnServer,
  stopLeftover,
  type WaitOptions,
  waitUntilReady,
} from "./server-process.ts";
import { until } from "./until.ts";

/** How to run a private mongod. */
export interface MongodOptions extends WaitOptions {
  readonly binary: string;
  /** A claimed data directory, absolute; the database files go into its folder `mongodb`. */
  readonly dataDir: string;
  /** Loopback port; where not given, the one used last, or a free one. */
  readonly port?: number | undefined;
}

/** A private server that runs. */
export interface StartedServer {
  /** What a client connects to. */
  readonly uri: string;
  readonly process: ServerProcess;
}

/**
 * Starts mongod as a single-node replica set (transactions and change streams need one) on 127.0.0.1 and waits until it
 * takes writes. Existing data are served again, on whatever port.
 * @returns a `mongodb://` URI with `directConnection=true`
 * @throws ServerStartError (`port-taken`, `data-dir`, `in-use`, `not-ready`, `crashed`); the signal's reason if aborted
 */
export async function startMongod(options: MongodOptions): Promise<StartedServer> {
  const dbPath = databasePath(options.dataDir);
  await stopLeftoverMongod(options.dataDir, options);
  await mkdir(dbPath, { recursive: true });
  const preferred = readServerRecord(options.dataDir, "mongod")?.port;
  return onPort("mongod", { fixed: options.port, preferred }, async (port) => {
    const command: ServerCommand = {
      server: "mongod",
      binary: options.binary,
      args: mongodArguments(dbPath, port),
      port,
      dataDir: options.dataDir,
    };
    const running = spawnServer(command);
    const ready = async (signal: AbortSignal): Promise<void> => {
      await until(async () => ((await acceptsConnections(port)) ? true : undefined), 15, signal);
      await becomePrimary(port, dbPath, signal);
    };
    await waitUntilReady(command, running, ready, options);
    return { uri: `mongodb://127.0.0.1:${port}/?directConnection=true`, process: running };
  });
}

/**
 * Ends a mongod that a killed run has left on this data directory.
 * @throws ServerStartError `in-use` if it does not end; the signal's reason if aborted
 */
export function stopLeftoverMongod(dataDir: string, options: WaitOptions): Promise<void> {
  return stopLeftover(dataDir, "mongod", databasePath(dataDir), options);
}

function databasePath(dataDir: string): string {
  return join(dataDir, "mongodb");
}

/** Seconds after which a transaction that a dead process left open no longer blocks others; MongoDB's own default is 60. */
const TRANSACTION_LIFETIME_S = 10;

/** A small footprint: a cache of 256 MB, an operation log of 64 MB, no diagnostic files, journal files of 10 MB. */
function mongodArguments(dbPath: string, port: number): string[] {
  return [
    ...["--dbpath", dbPath],
    ...["--port", String(port), "--bind_ip", "127.0.0.1", "--nounixsocket"],
    ...["--replSet", replicaSetName, "--oplogSize", "64"],
    ...[
      "--wiredTigerCacheSizeGB",
      "0.25",
      "--wiredTigerEngineConfigString",
      "log=(prealloc=false,file_max=10MB)",
    ],
    ...["--setParameter", `transactionLifetimeLimitSeconds=${TRANSACTION_LIFETIME_S}`],
    ...["--setParameter", "diagnosticDataCollectionEnabled=false", "--quiet"],
  ];
}
