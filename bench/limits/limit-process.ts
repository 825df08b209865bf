import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** The limit's server, running. */
export interface LimitProcess {
  readonly url: string;
  readonly stop: () => void;
}

/** Starts the limit's server on a database. */
export async function startLimit(uri: string, database: string): Promise<LimitProcess> {
  const child: ChildProcess = fork(join(import.meta.dirname, "server.ts"), [uri, database], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const [port] = (await once(child, "message")) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}
