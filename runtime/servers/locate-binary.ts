import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import {
  formatVersion,
  installAdvice,
  isAtLeast,
  type PinnedBinary,
  pinnedBinaries,
  type ServerName,
  serverRequirements,
} from "./binaries.ts";
import { binaryVersion } from "./binary-version.ts";
import { binaryCacheDir, cachedBinaryPath, fetchBinary } from "./fetch-binary.ts";
import type { Report } from "./progress.ts";
import { ServerStartError } from "./server-start-error.ts";

/** Where to look for a server binary. */
export interface LocateOptions {
  /** A binary chosen by the operator (MONGOD_BIN, NATS_SERVER_BIN): used or refused, never passed over. */
  readonly chosen?: string | undefined;
  /** Read for PATH, the cache folder and npm's registry. */
  readonly env: NodeJS.ProcessEnv;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
  /** The pinned rows by platform; the table of `binaries.ts` where not given. */
  readonly pinned?: Readonly<Record<string, PinnedBinary>> | undefined;
}

/**
 * Finds a server binary that runs here and is new enough: the chosen one, else the one on PATH, else the pinned one from
 * the cache, fetched on first use.
 * @returns an absolute path, or a path as the operator gave it
 * @throws ServerStartError (`missing-binary`, `unusable-binary`, `fetch-failed`) that says what to install
 */
export async function locateBinary(server: ServerName, options: LocateOptions): Promise<string> {
  if (options.chosen) return requireUsable(server, options.chosen);
  const onPath = await findOnPath(server, options.env.PATH ?? "");
  if (onPath !== undefined) {
    const problem = await whyUnusable(server, onPath);
    if (problem === undefined) return onPath;
    options.report(`Not using the ${server} on PATH: ${problem}`);
  }
  const pinned = (options.pinned ?? pinnedBinaries[server])[`${process.platform}-${process.arch}`];
  if (pinned === undefined) {
    throw new ServerStartError(
      "missing-binary",
      `No ${server} found, and none is published for ${process.platform}-${process.arch}: ${installAdvice(server)}.`,
    );
  }
  const cacheDir = binaryCacheDir(options.env);
  const cached = cachedBinaryPath(server, pinned, cacheDir);
  if (!(await isExecutable(cached))) {
    const registry = options.env.npm_config_registry || undefined;
    await fetchBinary(server, pinned, { cacheDir, registry, report: options.report, signal: options.signal });
  }
  return requireUsable(server, cached);
}

async function requireUsable(server: ServerName, file: string): Promise<string> {
  const version = await binaryVersion(server, file);
  const { minimum } = serverRequirements[server];
  if (!isAtLeast(version, minimum)) {
    throw new ServerStartError(
      "unusable-binary",
      `${file} is ${server} ${formatVersion(version)}, and ${formatVersion(minimum)} or newer is needed: ${installAdvice(server)}.`,
    );
  }
  return file;
}

async function whyUnusable(server: ServerName, file: string): Promise<string | undefined> {
  try {
    await requireUsable(server, file);
    return undefined;
  } catch (error) {
    if (error instanceof ServerStartError) return error.message;
    throw error;
  }
}

async function findOnPath(server: ServerName, path: string): Promise<string | undefined> {
  const name = process.platform === "win32" ? `${server}.exe` : server;
  for (const folder of path.split(delimiter)) {
    if (folder !== "" && (await isExecutable(join(folder, name)))) return join(folder, name);
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
