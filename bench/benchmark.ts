import type { Connection } from "mongoose";
import type { Mode } from "../test/harness/platform.ts";
import type { Outcome } from "./report.ts";

/** What every benchmark is given. */
export interface Bench {
  readonly mode: Mode;
  readonly mongo: Connection;
  readonly mongodbUri: string;
  readonly rounds: number;
  /** A line of progress for the person who waits. */
  readonly report: (line: string) => void;
}

/** A benchmark: measures us and its limit in the same run. */
export interface Benchmark {
  readonly name: string;
  readonly run: (bench: Bench) => Promise<readonly Outcome[]>;
}

/** Requests under way at once, everywhere. */
export const IN_FLIGHT = 64;
