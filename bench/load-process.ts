import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Load, LoadResult } from "./load.ts";

/** The process that makes requests, apart from the one that answers them. */
export class LoadProcess {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, "load.ts"), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });

  /** Runs one load to its end. Throws when a request was refused: a refused request measures nothing. */
  async run(load: Load): Promise<LoadResult> {
    this.#child.send(load);
    const [result] = (await once(this.#child, "message")) as [LoadResult];
    if (result.failed > 0)
      throw new Error(`${result.failed} of ${result.requests} requests failed: ${result.example}`);
    return result;
  }

  stop(): void {
    this.#child.kill();
  }
}
