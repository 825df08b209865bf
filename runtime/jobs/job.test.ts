import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ManualClock } from "../clock.ts";
import { Foreground } from "../lifecycle/foreground.ts";
import { createLogger } from "../log/logger.ts";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import { until } from "../testing/until.ts";
import { type Job, Scheduler, type Worker } from "./job.ts";
import { LEASE_MS, Leases, leaseModel } from "./lease.ts";

let scratch: ScratchDatabase;
const clock = new ManualClock(new Date("2026-03-02T09:00:00Z"));
const log = createLogger({ level: "silent", pretty: false });
beforeAll(async () => {
  scratch = await scratchDatabase();
  await leaseModel(scratch.database).createCollection();
});
afterAll(() => scratch.drop());

const runner = (holder: string, jobs: readonly Job[], workers: readonly Worker[] = []): Scheduler =>
  new Scheduler(
    {
      leases: new Leases(scratch.database, { clock, wall: clock }, holder),
      clock,
      log,
      foreground: new Foreground(),
      automatic: false,
    },
    jobs,
    workers,
  );

const MINUTE = 60_000;

describe("a job", () => {
  test("of two replicas one runs it, once per period", async () => {
    const runs: string[] = [];
    const replicas = ["a", "b"].map((name) =>
      runner(name, [{ name: "period", everyMs: MINUTE, run: async () => void runs.push(name) }]),
    );
    const tick = () => Promise.all(replicas.map((replica) => replica.runDueJobs()));
    await tick();
    await tick();
    expect(runs).toHaveLength(1);
    clock.advance(MINUTE);
    await tick();
    expect(runs).toHaveLength(2);
  });

  test("that fails is due again at once", async () => {
    let runs = 0;
    const failing = runner("a", [
      {
        name: "failing",
        everyMs: MINUTE,
        run: async () => {
          runs += 1;
          throw new Error("no");
        },
      },
    ]);
    await failing.runDueJobs();
    await failing.runDueJobs();
    expect(runs).toBe(2);
  });

  test("of a replica that died is taken over when its lease has ended", async () => {
    const now = clock.now().getTime();
    await leaseModel(scratch.database).create({
      _id: "orphan",
      holder: "dead",
      until: new Date(now + LEASE_MS),
      nextAt: new Date(now),
    });
    let runs = 0;
    const other = runner("b", [{ name: "orphan", everyMs: MINUTE, run: async () => void runs++ }]);
    await other.runDueJobs();
    expect(runs).toBe(0);
    clock.advance(MINUTE);
    await other.runDueJobs();
    expect(runs).toBe(1);
  });
});

describe("a worker", () => {
  test("works its backlog off after one nudge, and a nudge meanwhile is not lost", async () => {
    const backlog = [1, 2, 3];
    const done: number[] = [];
    const worker: Worker = {
      name: "drain",
      step: async () => {
        const next = backlog.shift();
        if (next === undefined) return false;
        done.push(next);
        if (next === 3) {
          backlog.push(4);
          scheduler.nudge("drain");
        }
        return true;
      },
      backlog: async () => backlog.length,
    };
    const scheduler = runner("a", [], [worker]);
    scheduler.nudge("drain");
    await until(() => done.length === 4);
    await scheduler.stop();
    expect(done).toEqual([1, 2, 3, 4]);
  });
});
