import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { tarEntry } from "../tar-entry.ts";
import { temporaryFolder } from "./temporary-folder.ts";

async function* cut(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function entry(tar: Buffer, chunkBytes: number, path: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of tarEntry(cut(tar, chunkBytes), path)) parts.push(part);
  return Buffer.concat(parts);
}

test("the wanted file comes out whole, however the archive is cut into chunks", async () => {
  await using folder = await temporaryFolder();
  const deep = `${"long-folder-name/".repeat(7)}file`;
  const wanted = randomBytes(1500);
  for (const [path, content] of [
    ["a", randomBytes(700)],
    ["bin/wanted", wanted],
    ["z", randomBytes(512)],
    [deep, wanted],
  ] as const) {
    await mkdir(join(folder.path, "package", path, ".."), { recursive: true });
    await writeFile(join(folder.path, "package", path), content);
  }
  const tar = execFileSync("tar", ["-c", "--format=ustar", "-C", folder.path, "package"]);
  for (const chunkBytes of [1, 7, 511, 512, 513, 4096, tar.length]) {
    expect(await entry(tar, chunkBytes, "package/bin/wanted")).toEqual(wanted);
    expect(await entry(tar, chunkBytes, `package/${deep}`)).toEqual(wanted);
    expect(await entry(tar, chunkBytes, "package/bin")).toHaveLength(0);
  }
});
