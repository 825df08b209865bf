import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Load, LoadResult } from "./load.ts";

/** The process that makes requests, apart from the one that answers them. */
export class LoadProcess {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, "load.ts"), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });

  /** Runs one load to its end. Throws when a request was refused or cut: such a request measures nothing. */
  async run(load: Load): Promise<LoadResult> {
    const result = await new Promise<LoadResult>((resolve, reject) => {
      const died = (code: number | null) =>
        reject(new Error(`the load process ended (${code}); what it said is above`));
      this.#child.once("exit", died);
      this.#child.once("message", (answer) => {
        this.#child.off("exit", died);
        resolve(answer as LoadResult);
      });
      this.#child.send(load);
    });
    if (result.failed > 0)
      throw new Error(`${result.failed} of ${result.requests} requests failed: ${result.example}`);
    return result;
  }

  stop(): void {
    this.#child.kill();
  }
}
