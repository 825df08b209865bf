import type { Clock } from "../clock.ts";
import type { Foreground } from "../lifecycle/foreground.ts";
import type { Logger } from "../log/logger.ts";
import type { Leases } from "./lease.ts";

/** Work that time makes due. */
export interface Job {
  /** Unique within its service; the file's name. */
  readonly name: string;
  /** Time between the starts of two runs, in ms. */
  readonly everyMs: number;
  /** Does all that is due now. Safe to run again after a crash; stops early when the signal aborts. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Work that a backlog in the database makes due: it goes on, one committed step after another, until nothing is left. */
export interface Worker {
  /** Unique within its service; the file's name. */
  readonly name: string;
  /** Does one step; false when there was nothing to do. Each step commits by itself. */
  readonly step: () => Promise<boolean>;
  /** How much is left, for tests, shutdown and metrics; 0 when done. */
  readonly backlog: () => Promise<number>;
}

const POLL_MS = 1_000;

/** What runs jobs and workers. */
export interface SchedulerDependencies {
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Logger;
  readonly foreground: Foreground;
  /** False in tests that drive the clock: jobs run only through runDueJobs. */
  readonly automatic: boolean;
}

/** Runs one service's jobs and workers; of several replicas, one at a time runs each. */
export class Scheduler {
  readonly #deps: SchedulerDependencies;
  readonly #jobs: readonly Job[];
  readonly #workers: readonly Worker[];
  readonly #stopping = new AbortController();
  readonly #nudged = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: SchedulerDependencies, jobs: readonly Job[], workers: readonly Worker[]) {
    this.#deps = deps;
    this.#jobs = jobs;
    this.#workers = workers;
  }

  /** Begins to look for due work. */
  start(): void {
    if (this.#jobs.length + this.#workers.length === 0) return;
    const tick = (): void => {
      for (const worker of this.#workers) this.nudge(worker.name);
      if (this.#deps.automatic) void this.runDueJobs();
    };
    tick();
    this.#timer = setInterval(tick, POLL_MS);
  }

  /** Wakes a worker: something was just put into its backlog. Never waits and never throws. */
  nudge(name: string): void {
    const worker = this.#workers.find((candidate) => candidate.name === name);
    if (!worker) throw new Error(`there is no worker ${name}`);
    this.#nudged.add(name);
    if (this.#stopping.signal.aborted || this.#running.has(name)) return;
    this.#track(name, this.#work(worker));
  }

  /** Runs every job that is due by the clock, once. */
  async runDueJobs(): Promise<void> {
    await Promise.all(
      this.#jobs.map((job) => this.#running.get(job.name) ?? this.#track(job.name, this.#runJob(job))),
    );
  }

  /** Starts nothing new and waits for what is running. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  #track(name: string, running: Promise<void>): Promise<void> {
    const tracked = running
      .catch((error: unknown) =>
        this.#deps.log.error({ err: error, job: name }, "a job failed; it will run again"),
      )
      .finally(() => this.#running.delete(name));
    this.#running.set(name, tracked);
    return tracked;
  }

  async #runJob(job: Job): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const startedAt = this.#deps.clock.now();
    const next = new Date(startedAt.getTime() + job.everyMs);
    await this.#deps.leases.hold(
      job.name,
      () => job.run(this.#stopping.signal),
      (succeeded) => (succeeded ? next : startedAt),
    );
  }

  #work(worker: Worker): Promise<void> {
    const drain = async (): Promise<void> => {
      while (this.#nudged.delete(worker.name)) {
        do await this.#deps.foreground.turn();
        while (!this.#stopping.signal.aborted && (await worker.step()));
      }
    };
    return this.#deps.leases.hold(worker.name, drain, () => new Date(0));
  }
}
