import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Request, Said } from "./protocol.ts";

/** A platform process that a test started. */
export class PlatformChild {
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (said: Extract<Said, { kind: "answer" }>) => void>();
  #next = 1;

  private constructor(child: ChildProcess, ready: Extract<Said, { kind: "ready" }>) {
    this.#process = child;
    this.grpcPort = ready.grpcPort;
    this.httpPort = ready.httpPort;
    child.on("message", (said: Said) => {
      if (said.kind !== "answer") return;
      this.#waiting.get(said.id)?.(said);
      this.#waiting.delete(said.id);
    });
  }

  /** Starts a process for some targets and waits until it is ready. Throws with its words when it fails. */
  static async start(
    target: string,
    startAt: Date,
    env: Readonly<Record<string, string>>,
  ): Promise<PlatformChild> {
    const child = fork(join(import.meta.dirname, "platform-process.ts"), [target, startAt.toISOString()], {
      env: { ...process.env, ...env },
      execArgv: ["--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const [said] = (await Promise.race([
      once(child, "message"),
      once(child, "exit").then(([code]) => [
        { kind: "failed", message: `${target} ended with code ${code}` },
      ]),
    ])) as [Said];
    if (said.kind === "ready") return new PlatformChild(child, said);
    throw new Error(said.kind === "failed" ? said.message : "unexpected first message");
  }

  /** Asks for something and waits for the answer. */
  ask(request: Request): Promise<number> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error(`the process ended during ${request.op}`));
      this.#process.once("exit", onExit);
      this.#waiting.set(id, (said) => {
        this.#process.off("exit", onExit);
        if (said.error === undefined) resolve(said.value);
        else reject(new Error(said.error));
      });
      this.#process.send({ id, request });
    });
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }

  /** Stops the process in order and waits for its end. */
  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    await this.ask({ op: "stop" });
    await ended;
  }
}
