import type { ServerName } from "./binaries.ts";
import { claimDataDir, explainDataDirError } from "./data-dir.ts";
import { locateBinary } from "./locate-binary.ts";
import { type StartedServer, startMongod } from "./mongod.ts";
import { type SyncInterval, startNatsServer } from "./nats-server.ts";
import type { Report } from "./progress.ts";

/** Which servers to use, and what to start of them. */
export interface LocalServersOptions {
  /** A MongoDB replica set that already runs; then none is started. */
  readonly mongodbUri?: string | undefined;
  /** A NATS server that already runs; then none is started. */
  readonly natsUrl?: string | undefined;
  /** Binary to use instead of what is found or fetched. */
  readonly mongodBin?: string | undefined;
  /** Binary to use instead of what is found or fetched. */
  readonly natsServerBin?: string | undefined;
  /** Loopback port; where not given, the one used last, or a free one. */
  readonly mongodPort?: number | undefined;
  /** Loopback port; where not given, the one used last, or a free one. */
  readonly natsPort?: number | undefined;
  /** Holds the data, the logs and the claim of what is started; made if need be, untouched if nothing is started. */
  readonly dataDir: string;
  /** JetStream's durability; `always` where not given. */
  readonly syncInterval?: SyncInterval | undefined;
  /** Read for PATH, the cache folder and npm's registry; `process.env` where not given. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly report: Report;
  /** Aborting it while the servers start stops what has started; later it has no effect. */
  readonly signal?: AbortSignal | undefined;
}

/** Servers that take requests. */
export interface LocalServers {
  readonly mongodbUri: string;
  readonly natsUrl: string;
  /** Resolves with the name of a server started here that ended without having been stopped. */
  readonly lost: Promise<ServerName>;
  /**
   * Stops what was started here and frees the data directory; may be called again.
   * @param withinMs a server that has not ended by then is killed (no acknowledged write is lost); 10 s where not given
   */
  stop(withinMs?: number): Promise<void>;
}

/**
 * Starts those of MongoDB and NATS that are not given, both at once, and waits until they take requests. If one fails,
 * the other is stopped, too.
 * @throws ServerStartError, one line for the operator; the signal's reason if aborted
 */
export async function startLocalServers(options: LocalServersOptions): Promise<LocalServers> {
  const { mongodbUri, natsUrl } = options;
  if (mongodbUri && natsUrl) {
    return { mongodbUri, natsUrl, lost: new Promise(() => {}), stop: () => Promise.resolve() };
  }
  const claimed = await claimDataDir(options.dataDir);
  try {
    const [mongod, nats] = await bothOrNone(options.signal, [
      async (signal) => (mongodbUri ? undefined : await runMongod(options, claimed.path, signal)),
      async (signal) => (natsUrl ? undefined : await runNatsServer(options, claimed.path, signal)),
    ]);
    const { promise: lost, resolve: lose } = Promise.withResolvers<ServerName>();
    let stopping: Promise<void> | undefined;
    void mongod?.process.ended.then(() => stopping ?? lose("mongod"));
    void nats?.process.ended.then(() => stopping ?? lose("nats-server"));
    const stop = async (withinMs: number): Promise<void> => {
      await Promise.all([mongod?.process.stop(withinMs), nats?.process.stop(withinMs)]);
      await claimed.release();
    };
    return {
      mongodbUri: mongodbUri || mongod?.uri || "",
      natsUrl: natsUrl || nats?.uri || "",
      lost,
      stop: (withinMs = 10_000) => (stopping ??= stop(withinMs)),
    };
  } catch (error) {
    await claimed.release();
    throw explainDataDirError(error, options.dataDir);
  }
}

async function runMongod(
  options: LocalServersOptions,
  dataDir: string,
  signal: AbortSignal,
): Promise<StartedServer> {
  const { report, mongodBin: chosen, mongodPort: port } = options;
  const binary = await locateBinary("mongod", { chosen, env: options.env ?? process.env, report, signal });
  return startMongod({ binary, dataDir, port, report, signal });
}

async function runNatsServer(
  options: LocalServersOptions,
  dataDir: string,
  signal: AbortSignal,
): Promise<StartedServer> {
  const { report, natsServerBin: chosen, natsPort: port, syncInterval } = options;
  const binary = await locateBinary("nats-server", {
    chosen,
    env: options.env ?? process.env,
    report,
    signal,
  });
  return startNatsServer({ binary, dataDir, port, syncInterval, report, signal });
}

type Start = (signal: AbortSignal) => Promise<StartedServer | undefined>;

/** Starts all; the first failure aborts the others, stops those that have started and is thrown. */
async function bothOrNone(signal: AbortSignal | undefined, starts: readonly [Start, Start]) {
  const failure = new AbortController();
  const either = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
  const started = await Promise.all(
    starts.map((start) =>
      start(either).catch((error: unknown) => {
        failure.abort(error); // keeps the first reason
        return undefined;
      }),
    ),
  );
  if (failure.signal.aborted) {
    await Promise.all(started.map((server) => server?.process.stop(5000)));
    throw failure.signal.reason;
  }
  return started;
}
