import type { Logger } from "../log/logger.ts";

/** One thing to stop. */
interface Step {
  readonly name: string;
  readonly stop: () => Promise<void> | void;
}

/**
 * The ordered, bounded stop of a process: steps run in the reverse order of their registration, each waits for the
 * one before it, all under one deadline. A step that fails or hangs does not keep the later ones from running.
 */
export class Shutdown {
  readonly #steps: Step[] = [];
  readonly #deadlineMs: number;
  readonly #log: Logger;
  #done: Promise<void> | undefined;

  constructor(deadlineMs: number, log: Logger) {
    this.#deadlineMs = deadlineMs;
    this.#log = log;
  }

  /** Registers what must be stopped; what was started last is stopped first. */
  defer(name: string, stop: Step["stop"]): void {
    this.#steps.push({ name, stop });
  }

  /** Runs all steps, once; later calls wait for the first. Resolves also when the deadline cut it short. */
  run(): Promise<void> {
    this.#done ??= this.#run();
    return this.#done;
  }

  async #run(): Promise<void> {
    const endsMs = performance.now() + this.#deadlineMs;
    for (const step of this.#steps.toReversed()) {
      const leftMs = Math.max(endsMs - performance.now(), 50);
      const startedMs = performance.now();
      try {
        await bounded(Promise.resolve(step.stop()), leftMs);
        this.#log.debug({ step: step.name, ms: Math.round(performance.now() - startedMs) }, "stopped");
      } catch (error) {
        this.#log.error({ err: error, step: step.name }, "stopping failed; going on with the rest");
      }
    }
  }
}

/** Waits for work, but not longer than `ms`; throws then. */
export async function bounded<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished within ${Math.round(ms)} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
