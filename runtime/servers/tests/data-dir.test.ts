import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { claimDataDir } from "../data-dir.ts";
import { startPlatformProcess } from "./platform-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("a claimed directory is refused to a second claim until it is released", async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, "var");
  const first = await claimDataDir(dataDir);
  await expect(claimDataDir(dataDir)).rejects.toMatchObject({
    reason: "in-use",
    message: expect.stringContaining(`${dataDir} is in use by process ${process.pid}`),
  });
  await first.release();
  await (await claimDataDir(dataDir)).release();
});

test("a directory is the same by any of its names", async () => {
  await using folder = await temporaryFolder();
  await symlink(folder.path, join(folder.path, "alias"));
  const first = await claimDataDir(folder.path);
  await expect(claimDataDir(join(folder.path, "alias"))).rejects.toMatchObject({ reason: "in-use" });
  await first.release();
});

test("the claim of a dead process, even if its number lives again, is swept away", async () => {
  await using folder = await temporaryFolder();
  const claims = join(folder.path, "lock");
  await mkdir(claims);
  await writeFile(join(claims, `${process.pid}-1`), "held");
  await writeFile(join(claims, "4194999-77"), "held");
  const claimed = await claimDataDir(folder.path);
  expect(await readdir(claims)).toHaveLength(1);
  await claimed.release();
  expect(await readdir(claims)).toHaveLength(0);
});

test("a file in place of the directory is one clear line", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "var");
  await writeFile(file, "");
  await expect(claimDataDir(file)).rejects.toMatchObject({
    reason: "data-dir",
    message: `Cannot use the data directory ${file}: it is not a directory. Repair that, or choose another data directory.`,
  });
  await expect(claimDataDir(join(file, "deeper"))).rejects.toMatchObject({ reason: "data-dir" });
});

test("a directory that this user may not use is one clear line", async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, "var");
  await mkdir(dataDir, { mode: 0o500 });
  // Root may write everywhere, so another user has to try.
  const platform = startPlatformProcess(dataDir, process.getuid?.() === 0 ? 65_534 : undefined);
  expect(await platform.answer).toMatchObject({
    reason: "data-dir",
    message: expect.stringMatching(
      /^Cannot use the data directory .*: this user may not read and write it\./,
    ),
  });
  await platform.ended;
});
