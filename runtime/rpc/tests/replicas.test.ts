import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { until } from "../../testing/until.ts";
import { type ClosableTransport, grpcTransport } from "../grpc-transport.ts";

interface RunningReplica {
  readonly name: string;
  readonly port: number;
  readonly child: ChildProcess;
}

let replicas: RunningReplica[];
let transport: ClosableTransport;

async function start(name: string, port = 0): Promise<RunningReplica> {
  const child = fork(join(import.meta.dirname, "replica-process.ts"), [name, String(port)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const [bound] = (await once(child, "message")) as [number];
  return { name, port: bound, child };
}

async function kill({ child }: RunningReplica): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

async function tell({ child }: RunningReplica, word: "drain" | "serve"): Promise<void> {
  const done = once(child, "message");
  child.send(word);
  await done;
}

const call = async (): Promise<{ by: string; calls: number }> => {
  const { keys } = await createClient(IdentityService, transport).getJwks({});
  return { by: keys[0]?.kid ?? "", calls: Number(keys[0]?.alg) };
};
const callers = async (count: number): Promise<string[]> =>
  (await Promise.all(Array.from({ length: count }, call))).map(({ by }) => by);
const serving = (count: number) => until(() => transport.replicas().serving === count);

beforeEach(async () => {
  replicas = await Promise.all([start("a"), start("b"), start("c")]);
  transport = grpcTransport({
    addresses: replicas.map(({ port }) => `127.0.0.1:${port}`),
    defaultTimeoutMs: 5_000,
    maxMessageBytes: 1 << 20,
  });
  await call();
  await serving(3);
});
afterEach(() => {
  transport.close();
  for (const { child } of replicas) child.kill("SIGKILL");
});

describe("calls to several replicas", () => {
  test("are spread evenly", async () => {
    const by = await callers(30);
    for (const { name } of replicas) expect(by.filter((one) => one === name)).toHaveLength(10);
  });

  test("all succeed though one is killed amid them, and it gets calls again when it is back", async () => {
    const [victim] = replicas;
    if (!victim) throw new Error("no replica");
    let done = 0;
    let killed: Promise<void> | undefined;
    const one = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        await call();
        if (++done === 400) killed = kill(victim);
      }
    };
    await Promise.all(Array.from({ length: 16 }, one));
    await killed;
    expect(done).toBe(1_600);
    await serving(2);
    expect(new Set(await callers(30))).toEqual(new Set(["b", "c"]));
    replicas.push(await start("a", victim.port));
    await serving(3);
    expect(new Set(await callers(30))).toEqual(new Set(["a", "b", "c"]));
  });

  test("don't land on one that drains, until it serves again", async () => {
    const [drained] = replicas;
    if (!drained) throw new Error("no replica");
    await tell(drained, "drain");
    await serving(2);
    expect(await callers(60)).not.toContain("a");
    await tell(drained, "serve");
    await serving(3);
    expect(await callers(30)).toContain("a");
  });

  test("go to a draining one rather than nowhere", async () => {
    await Promise.all(replicas.map((replica) => tell(replica, "drain")));
    await serving(0);
    expect(["a", "b", "c"]).toContain((await call()).by);
  });
});
