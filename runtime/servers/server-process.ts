import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ServerName } from "./binaries.ts";
import { commandLine, processStart, signalProcess } from "./process-info.ts";
import { type Report, withProgress } from "./progress.ts";
import { explainExit, openServerLog, type ServerLog } from "./server-log.ts";
import { ServerStartError } from "./server-start-error.ts";
import { until } from "./until.ts";

const readyWithinMs = 180_000;
const leftoverStopsWithinMs = 30_000;

/** What is run, and for which data. */
export interface ServerCommand {
  readonly server: ServerName;
  readonly binary: string;
  readonly args: readonly string[];
  /** Loopback port on which it will listen. */
  readonly port: number;
  /** Absolute; the server's record and its log lie in it. */
  readonly dataDir: string;
}

/** A running server. */
export interface ServerProcess {
  readonly pid: number | undefined;
  readonly log: ServerLog;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /**
   * Asks the server to end and waits; kills it after `withinMs` milliseconds. Both servers survive a kill without loss of
   * what they acknowledged. May be called again.
   */
  stop(withinMs: number): Promise<void>;
}

/** Who is told about a wait, and who may end it. */
export interface WaitOptions {
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

/** What the last start wrote down about a server. The process may have ended, and its number may be another's by now. */
export interface ServerRecord {
  readonly port: number;
  readonly pid: number;
}

/** Reads what the last start wrote down; `undefined` if there was none. */
export function readServerRecord(dataDir: string, server: ServerName): ServerRecord | undefined {
  try {
    const record: Partial<ServerRecord> = JSON.parse(readFileSync(recordFile(dataDir, server), "utf8"));
    const { port, pid } = record;
    return typeof port === "number" && typeof pid === "number" ? { port, pid } : undefined;
  } catch {
    return undefined; // none yet, or cut off by a power failure: then there is no process left either
  }
}

/**
 * Runs a server in a process group of its own: Ctrl-C in a terminal goes to the foreground group, and the servers must
 * outlive the draining of the platform. If this process exits without stopping it, the server is told to end.
 */
export function spawnServer(command: ServerCommand): ServerProcess {
  const { server, dataDir, port } = command;
  const log = openServerLog(join(dataDir, "log", `${server}.log`));
  const child = spawn(command.binary, command.args, {
    detached: true,
    windowsHide: true,
    stdio: ["ignore", log.descriptor, log.descriptor],
    env: { ...process.env, LC_ALL: "C" }, // mongod refuses to start under a locale that is not installed
  });
  log.close();
  const endWithParent = () => child.kill("SIGTERM");
  process.once("exit", endWithParent);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve()); // could not be spawned
  }).then(() => void process.off("exit", endWithParent));
  try {
    writeFileSync(recordFile(dataDir, server), `${JSON.stringify({ port, pid: child.pid })}\n`);
  } catch (error) {
    child.kill("SIGKILL"); // without its record, a later start could not find it
    throw error;
  }
  const stop = async (withinMs: number): Promise<void> => {
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), withinMs);
    await ended;
    clearTimeout(killer);
  };
  return { pid: child.pid, log, ended, stop };
}

/**
 * Waits until `ready` resolves, which should ask the server again and again until its signal is aborted. If the server
 * ends first, takes too long, or `signal` is aborted, the server is stopped.
 * @throws ServerStartError with the reason found in the server's log; the signal's reason if aborted
 */
export async function waitUntilReady(
  command: ServerCommand,
  running: ServerProcess,
  ready: (signal: AbortSignal) => Promise<void>,
  options: WaitOptions,
): Promise<void> {
  const { server, port, dataDir } = command;
  const gaveUp = new AbortController();
  const timeout = setTimeout(() => {
    gaveUp.abort(notReady(command, running, new Error(`no sign within ${readyWithinMs / 1000} s`)));
  }, readyWithinMs);
  let waiting = true;
  void running.ended.then(() => waiting && gaveUp.abort(explainExit(server, port, dataDir, running.log)));
  const signal = options.signal ? AbortSignal.any([options.signal, gaveUp.signal]) : gaveUp.signal;
  try {
    signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    const line = (seconds: number) => `Waiting for ${server} to open its data: ${seconds} s`;
    await withProgress(Promise.race([ready(signal), aborted]), options.report, line);
  } catch (error) {
    // A dying server first breaks its connections; its log says why only when it has ended.
    await Promise.race([running.ended, delay(500, undefined, { ref: false })]);
    const reason = signal.aborted ? signal.reason : notReady(command, running, error);
    await running.stop(5000);
    throw reason;
  } finally {
    waiting = false;
    clearTimeout(timeout);
  }
}

function notReady({ server }: ServerCommand, running: ServerProcess, error: unknown): ServerStartError {
  const message = `${server} does not become ready: ${(error as Error).message} (see ${running.log.file}).`;
  return new ServerStartError("not-ready", message, error);
}

/**
 * Ends the server that an earlier, killed run has left on this data directory. It is recognised by its record and by
 * `argument`, which must be one of the arguments of its command line.
 * @throws ServerStartError `in-use` if it does not end; the signal's reason if aborted
 */
export async function stopLeftover(
  dataDir: string,
  server: ServerName,
  argument: string,
  { report, signal }: WaitOptions,
): Promise<void> {
  const pid = readServerRecord(dataDir, server)?.pid;
  if (pid === undefined || !` ${commandLine(pid) ?? ""} `.includes(` ${argument} `)) return;
  report(`Stopping the ${server} that an earlier run left behind (process ${pid})`);
  const start = processStart(pid);
  const endsWithin = (withinMs: number): Promise<boolean> => {
    const deadline = Date.now() + withinMs;
    const probe = () => (processStart(pid) !== start ? true : Date.now() > deadline ? false : undefined);
    const line = (seconds: number) => `Waiting for process ${pid} to end: ${seconds} s`;
    return withProgress(until(probe, 20, signal), report, line);
  };
  signalProcess(pid, "SIGTERM");
  if (await endsWithin(leftoverStopsWithinMs)) return;
  signalProcess(pid, "SIGKILL");
  if (await endsWithin(5000)) return;
  throw new ServerStartError(
    "in-use",
    `${dataDir} is in use by ${server}, process ${pid}, which does not end: stop it first.`,
  );
}

function recordFile(dataDir: string, server: ServerName): string {
  return join(dataDir, `${server}.json`);
}
