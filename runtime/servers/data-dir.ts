import { mkdir, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { processStart } from "./process-info.ts";
import { ServerStartError } from "./server-start-error.ts";
import { until } from "./until.ts";

const rivalLeavesWithinMs = 2000;

/** A data directory that belongs to this process until it is released. */
export interface ClaimedDataDir {
  /** Absolute, without symbolic links. */
  readonly path: string;
  release(): Promise<void>;
}

/**
 * Creates the data directory if need be and claims it for this process. A claim is a file named after its owner (process
 * number and start time), so the claim of a dead process is never mistaken for a living one's and can be swept by anyone.
 * Of two that start in the same moment exactly one wins.
 * @param dataDir the directory as the operator knows it; it is named so in errors
 * @throws ServerStartError `data-dir` if it cannot be created, read or written, `in-use` if a living process holds it
 */
export async function claimDataDir(dataDir: string): Promise<ClaimedDataDir> {
  const own = `${process.pid}-${processStart(process.pid) ?? "running"}`;
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 }); // it will hold personal data
    const path = await realpath(dataDir);
    const claims = join(path, "lock");
    await mkdir(claims, { recursive: true });
    const claim = join(claims, own);
    // Written first, looked around afterwards: of two contenders, at least the later one sees the other.
    await writeFile(claim, "claiming", { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EEXIST" ? inUse(dataDir, process.pid) : error;
    });
    const release = () => rm(claim, { force: true });
    try {
      await waitUntilAlone(claims, own, dataDir);
      await writeFile(claim, "held");
    } catch (error) {
      await release();
      throw error;
    }
    return { path, release };
  } catch (error) {
    throw explainDataDirError(error, dataDir);
  }
}

async function waitUntilAlone(claims: string, own: string, dataDir: string): Promise<void> {
  const deadline = Date.now() + rivalLeavesWithinMs;
  await until(async () => {
    const rivals = await livingRivals(claims, own);
    // Of contenders that see each other, the one with the smallest name stays until the others have left.
    const winner = rivals.find(({ name, held }) => held || name < own || Date.now() > deadline);
    if (winner !== undefined) throw inUse(dataDir, winner.pid);
    return rivals.length === 0 ? true : undefined;
  }, 10);
}

async function livingRivals(claims: string, own: string) {
  const rivals: { name: string; pid: number; held: boolean }[] = [];
  for (const name of await readdir(claims)) {
    if (name === own) continue;
    const [pid = "", start] = name.split("-");
    if (processStart(Number(pid)) === start) {
      const held = (await readFile(join(claims, name), "utf8").catch(() => "")) === "held";
      rivals.push({ name, pid: Number(pid), held });
    } else {
      await rm(join(claims, name), { force: true });
    }
  }
  return rivals;
}

function inUse(dataDir: string, pid: number): ServerStartError {
  return new ServerStartError(
    "in-use",
    `${dataDir} is in use by process ${pid}: stop it first, or choose another data directory.`,
  );
}

/**
 * Turns a failed file operation in the data directory into a sentence for the operator; leaves other errors as they are.
 */
export function explainDataDirError(error: unknown, dataDir: string): unknown {
  const failure = error as NodeJS.ErrnoException;
  if (typeof failure?.syscall !== "string") return error;
  const why: Record<string, string> = {
    EACCES: "this user may not read and write it",
    EPERM: "this user may not read and write it",
    EROFS: "the file system is read-only",
    ENOTDIR: "it, or a part of its path, is not a directory",
    EEXIST: "it is not a directory",
    ENOSPC: "the disk is full",
  };
  const place = failure.path !== undefined && failure.path !== dataDir ? ` (${failure.path})` : "";
  return new ServerStartError(
    "data-dir",
    `Cannot use the data directory ${dataDir}${place}: ${why[failure.code ?? ""] ?? failure.message}. Repair that, or choose another data directory.`,
    error,
  );
}
