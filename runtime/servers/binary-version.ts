import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { installAdvice, type ServerName, type Version } from "./binaries.ts";
import { ServerStartError } from "./server-start-error.ts";

const run = promisify(execFile);

/**
 * Asks a server binary for its version by running it with `--version`; so it also proves that the binary runs here.
 * @throws ServerStartError (`missing-binary`, `unusable-binary`) that names what this machine lacks
 */
export async function binaryVersion(server: ServerName, file: string): Promise<Version> {
  if (!existsSync(file)) {
    throw new ServerStartError(
      "missing-binary",
      `There is no ${server} at ${file}: ${installAdvice(server)}.`,
    );
  }
  let output: string;
  try {
    output = (await run(file, ["--version"], { timeout: 20_000 })).stdout;
  } catch (error) {
    throw new ServerStartError(
      "unusable-binary",
      `${file} does not run here: ${whyItFails(server, error)}.`,
      error,
    );
  }
  const [, major, minor, patch] = /\bv(\d+)\.(\d+)\.(\d+)/.exec(output) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new ServerStartError(
      "unusable-binary",
      `${file} does not answer --version as a ${server} does: ${installAdvice(server)}.`,
    );
  }
  return [Number(major), Number(minor), Number(patch)];
}

function whyItFails(server: ServerName, error: unknown): string {
  const failure = error as { code?: string | number; signal?: string; killed?: boolean; stderr?: string };
  const stderr = failure.stderr ?? "";
  const library = /shared libraries: (\S+):/.exec(stderr)?.[1];
  if (library !== undefined) {
    return `the library ${library} is missing; on Debian and Ubuntu, mongod needs the packages libcurl4 and libssl3 (OpenSSL 3)`;
  }
  if (stderr.includes("GLIBC")) return `it wants a newer C library; ${installAdvice(server)}`;
  if (failure.signal === "SIGILL")
    return `this CPU lacks instructions that it uses (AVX); ${installAdvice(server)}`;
  if (failure.killed === true) return `no answer to --version within 20 seconds; ${installAdvice(server)}`;
  // The kernel says ENOENT about an existing file when the loader that the file names is missing (musl instead of glibc).
  if (failure.code === "ENOENT") return `it was built for another C library; ${installAdvice(server)}`;
  if (failure.code === "EACCES") return `it is not an executable file, or this user may not run it`;
  return `${stderr.trim() || String(failure.code ?? failure.signal ?? "unknown failure")}; ${installAdvice(server)}`;
}
