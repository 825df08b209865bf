import { mkdtemp, realpath, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { processStart } from "../servers/process-info.ts";
import { readServerRecord } from "../servers/server-process.ts";
import { startPlatformProcess } from "../servers/tests/platform-process.ts";
import { startTestServers } from "./test-servers.ts";

test("servers that are given are used as they are", async () => {
  const env = { MONGODB_URI: "mongodb://elsewhere", NATS_URL: "nats://elsewhere" };
  const servers = await startTestServers(env, () => {});
  expect(servers).toMatchObject({ mongodbUri: env.MONGODB_URI, natsUrl: env.NATS_URL });
  await servers.stop();
});

test("servers and data of a killed test run are removed by the next one", async () => {
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), "countersign-test-servers-4194999-1-"));
  const killed = startPlatformProcess(dataDir);
  await killed.answer;
  killed.child.kill("SIGKILL");
  await killed.ended;
  const pid = readServerRecord(dataDir, "mongod")?.pid ?? 0;
  expect(processStart(pid)).toBeDefined();
  const servers = await startTestServers(
    { MONGODB_URI: "mongodb://elsewhere", NATS_URL: "nats://elsewhere" },
    () => {},
  );
  expect(processStart(pid)).toBeUndefined();
  await expect(stat(dataDir)).rejects.toMatchObject({ code: "ENOENT" });
  await servers.stop();
});
