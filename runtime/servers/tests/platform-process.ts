import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { startLocalServers } from "../local-servers.ts";
import { ServerStartError } from "../server-start-error.ts";

/** What a platform process says of its start: one line of JSON. */
export type StartAnswer =
  | { readonly mongodbUri: string; readonly natsUrl: string }
  | { readonly reason: string; readonly message: string };

/** A process of its own that starts the servers as `npm start` does, and then waits for a signal. */
export interface PlatformProcess {
  readonly child: ChildProcess;
  /** Resolves when the servers run, or could not be started. */
  readonly answer: Promise<StartAnswer>;
  readonly ended: Promise<unknown>;
}

/**
 * Starts the servers on `dataDir` in another process.
 * @param uid user to run as; the present one where not given
 */
export function startPlatformProcess(dataDir: string, uid?: number): PlatformProcess {
  const child = spawn(process.execPath, [import.meta.filename, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const lines = createInterface({ input: child.stdout });
  const answer = once(lines, "line").then(([line]) => JSON.parse(String(line)) as StartAnswer);
  return { child, answer, ended: once(child, "exit") };
}

async function run(dataDir: string): Promise<void> {
  try {
    const servers = await startLocalServers({ dataDir, report: () => {} });
    process.once("SIGTERM", () => void servers.stop().then(() => process.exit()));
    console.log(JSON.stringify(servers));
  } catch (error) {
    if (!(error instanceof ServerStartError)) throw error;
    console.log(JSON.stringify({ reason: error.reason, message: error.message }));
  }
}

if (process.argv[1] === import.meta.filename) await run(process.argv[2] ?? "");
