import { Agent } from "node:http";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Door, openDoor, PATHS } from "./door.ts";
import { send, sendJson } from "./http.ts";
let door: Door;
beforeAll(async () => { door = await openDoor(); });
afterAll(() => door.close());
const lie = (flags: number, length: number, bytes: number): Buffer => { const b = Buffer.alloc(5 + bytes, 0x61); b.writeUInt8(flags, 0); b.writeUInt32BE(length, 1); return b; };
const types = ["application/grpc-web+proto", "application/connect+proto", "application/grpc-web+json"];
const W = "/countersign.acknowledgement.v1.AcknowledgementService/WatchRollout";
test.each(types.flatMap((t) => ([[0, 0xffffffff], [0xff, 10], [0, 10], [1, 10], [0, 0], [2, 5]] as const).flatMap(([f, l]) => [20, 100_000, 1_000_000, 6_000_000].map((n) => [t, f, l, n] as const))))("%s flags %d length %d body %d", async (type, flags, length, bytes) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const path = type.includes("connect+") ? W : PATHS.get;
  const hung = (ms: number) => new Promise<"HUNG">((r) => setTimeout(() => r("HUNG"), ms));
  const first = await Promise.race([send(door.port, { agent, path, headers: { authorization: door.authorization, "content-type": type }, body: lie(flags, length, bytes) }).then((a) => a.status, (e: Error) => e.message), hung(3000)]);
  const second = await Promise.race([send(door.port, { agent, path: PATHS.settings, headers: { authorization: door.authorization, "content-type": "application/json" }, body: "{}" }).then((a) => a.status, (e: Error) => e.message), hung(3000)]);
  agent.destroy();
  expect([first, second]).toEqual([200, 200]);
}, 20000);
