import { readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import mongoose from "mongoose";
import { type LocalServers, type LocalServersOptions, startLocalServers } from "../local-servers.ts";
import { processStart } from "../process-info.ts";
import { readServerRecord } from "../server-process.ts";
import { startPlatformProcess } from "./platform-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function start(dataDir: string, options: Partial<LocalServersOptions> = {}): Promise<LocalServers> {
  return startLocalServers({ dataDir, report: () => {}, ...options });
}

/** Puts one more document (in a transaction) and one more message there, and counts what is there now. */
async function writeAndCount({ mongodbUri, natsUrl }: Pick<LocalServers, "mongodbUri" | "natsUrl">) {
  const client = await mongoose.mongo.MongoClient.connect(mongodbUri);
  const documents = client.db("kept").collection("documents");
  await client.withSession((session) => session.withTransaction(() => documents.insertOne({}, { session })));
  const connection = await connect({ servers: natsUrl });
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: "KEPT", subjects: ["kept"] });
  await jetstream(connection).publish("kept", "x");
  const count = {
    documents: await documents.countDocuments(),
    messages: (await manager.streams.info("KEPT")).state.messages,
  };
  await connection.close();
  await client.close();
  return count;
}

function pidsOf(dataDir: string): number[] {
  return (["mongod", "nats-server"] as const).flatMap(
    (server) => readServerRecord(dataDir, server)?.pid ?? [],
  );
}

function runningOf(dataDir: string): number[] {
  return pidsOf(dataDir).filter((pid) => processStart(pid) !== undefined);
}

async function listener(port: number) {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

test("a second start keeps the data and the addresses", async () => {
  await using folder = await temporaryFolder();
  const first = await start(folder.path);
  expect(await writeAndCount(first)).toEqual({ documents: 1, messages: 1 });
  await first.stop();
  expect(runningOf(folder.path)).toEqual([]);
  const second = await start(folder.path);
  expect(await writeAndCount(second)).toEqual({ documents: 2, messages: 2 });
  expect(second).toMatchObject({ mongodbUri: first.mongodbUri, natsUrl: first.natsUrl });
  await second.stop();
});

test("the data are served on other ports when the last ones are taken by others", async () => {
  await using folder = await temporaryFolder();
  const first = await start(folder.path);
  await writeAndCount(first);
  await first.stop();
  await using _mongodPort = await listener(Number(new URL(first.mongodbUri).port));
  await using _natsPort = await listener(Number(new URL(first.natsUrl).port));
  const second = await start(folder.path);
  expect(second.mongodbUri).not.toBe(first.mongodbUri);
  expect(await writeAndCount(second)).toEqual({ documents: 2, messages: 2 });
  await second.stop();
});

test("after a SIGKILL of the parent, the next start ends the leftovers and has the data", async () => {
  await using folder = await temporaryFolder();
  const platform = startPlatformProcess(folder.path);
  const answer = await platform.answer;
  if (!("mongodbUri" in answer)) throw new Error(answer.message);
  await writeAndCount(answer);
  const leftovers = pidsOf(folder.path);
  platform.child.kill("SIGKILL");
  await platform.ended;
  expect(runningOf(folder.path)).toEqual(leftovers);
  const lines: string[] = [];
  const servers = await start(folder.path, { report: (line) => lines.push(line) });
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringContaining(`process ${leftovers[0]}`),
      expect.stringContaining(`process ${leftovers[1]}`),
    ]),
  );
  expect(leftovers.filter((pid) => processStart(pid) !== undefined)).toEqual([]);
  expect(await writeAndCount(servers)).toEqual({ documents: 2, messages: 2 });
  await servers.stop();
});

test("the servers do not hear the signals of their parent's process group", async () => {
  await using folder = await temporaryFolder();
  const servers = await start(folder.path);
  for (const pid of pidsOf(folder.path)) expect(() => process.kill(-pid, 0)).not.toThrow(); // leads a group of its own
  await servers.stop();
});

test("of several processes that start on one directory, one wins and the others name it", async () => {
  await using folder = await temporaryFolder();
  const platforms = Array.from({ length: 3 }, () => startPlatformProcess(folder.path));
  const answers = await Promise.all(platforms.map((platform) => platform.answer));
  const winners = platforms.filter((_, index) => "mongodbUri" in (answers[index] ?? {}));
  expect(winners).toHaveLength(1);
  const refusals = answers.filter((answer) => "reason" in answer);
  expect(refusals.map(({ reason }) => reason)).toEqual(["in-use", "in-use"]);
  expect(await start(folder.path).catch((error: Error) => error.message)).toContain(
    `${folder.path} is in use by process ${winners[0]?.child.pid}`,
  );
  winners[0]?.child.kill("SIGTERM");
  await Promise.all(platforms.map((platform) => platform.ended));
  expect(runningOf(folder.path)).toEqual([]);
});

test.each(["mongodPort", "natsPort"] as const)(
  "a taken %s is one clear line and leaves nothing running",
  async (setting) => {
    await using folder = await temporaryFolder();
    await using other = await listener(0);
    await expect(start(folder.path, { [setting]: other.port })).rejects.toMatchObject({
      reason: "port-taken",
      message: expect.stringContaining(`Port ${other.port} on 127.0.0.1 is taken`),
    });
    expect(runningOf(folder.path)).toEqual([]);
    expect(await readdir(join(folder.path, "lock"))).toEqual([]);
  },
);

test("a broken database is one line that points to the log, and leaves nothing running", async () => {
  await using folder = await temporaryFolder();
  const servers = await start(folder.path);
  await servers.stop();
  await writeFile(join(folder.path, "mongodb", "WiredTiger.turtle"), "garbage");
  await expect(start(folder.path)).rejects.toMatchObject({
    reason: "crashed",
    message: expect.stringMatching(/^mongod stopped while starting: .*\(see .*mongod\.log\)\.$/),
  });
  expect(runningOf(folder.path)).toEqual([]);
});

test("a file where the database should be is one clear line that names it", async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "mongodb"), "");
  await expect(start(folder.path)).rejects.toMatchObject({
    reason: "data-dir",
    message: expect.stringContaining(`(${join(folder.path, "mongodb")}): it is not a directory`),
  });
  expect(runningOf(folder.path)).toEqual([]);
});

test("an abort while starting stops everything and frees the directory", async () => {
  await using folder = await temporaryFolder();
  const abort = new AbortController();
  const starting = start(folder.path, { signal: abort.signal });
  const reason = new Error("interrupted");
  abort.abort(reason);
  await expect(starting).rejects.toBe(reason);
  expect(runningOf(folder.path)).toEqual([]);
  await (await start(folder.path)).stop();
});

test("a server that ends by itself is named", async () => {
  await using folder = await temporaryFolder();
  const servers = await start(folder.path);
  process.kill(readServerRecord(folder.path, "nats-server")?.pid ?? 0, "SIGKILL");
  expect(await servers.lost).toBe("nats-server");
  await servers.stop();
});

test("with both addresses given nothing is started, located or written", async () => {
  await using folder = await temporaryFolder();
  const given = { mongodbUri: "mongodb://elsewhere/?replicaSet=r", natsUrl: "nats://elsewhere" };
  const dataDir = join(folder.path, "var");
  const servers = await start(dataDir, {
    ...given,
    env: {},
    mongodBin: "/nowhere",
    natsServerBin: "/nowhere",
  });
  expect(servers).toMatchObject(given);
  await servers.stop();
  expect(await readdir(folder.path)).toEqual([]);
});

test("with one address given only the other server is started", async () => {
  await using folder = await temporaryFolder();
  const servers = await start(folder.path, { natsUrl: "nats://elsewhere", natsServerBin: "/nowhere" });
  expect(servers.natsUrl).toBe("nats://elsewhere");
  expect(pidsOf(folder.path)).toHaveLength(1);
  await servers.stop();
});
