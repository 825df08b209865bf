import { Agent } from "node:http";
import type { DescMethod, Message } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Gateway } from "../../gateway/gateway.ts";
import { listDeadLetters } from "../../runtime/events/dead-letters.ts";
import { accessOf } from "../../runtime/rpc/access.ts";
import { pathOf } from "../../runtime/rpc/host.ts";
import { idFieldsOf, METHODS, nameOf } from "./contract.ts";
import { openGateway } from "./door.ts";
import { heapInUse } from "./heap.ts";
import { type Blows, blows, type HostileRequest, hostileRequest } from "./hostile-request.ts";
import { answerTo, type HttpAnswer } from "./http-answer.ts";
import { KeptLog } from "./kept-log.ts";
import { type Stall, Stalls } from "./stalls.ts";
import { digestsOf } from "./stored-ids.ts";
import { unknownId } from "./unknown-id.ts";
import { validRequest } from "./valid-request.ts";
import { SecurityWorld } from "./world.ts";

/** HOSTILE_SEED plays a run again, HOSTILE_MESSAGES makes it longer or shorter. */
const SEED = Number(process.env.HOSTILE_SEED ?? Date.now() % 2 ** 31);
const MESSAGES = Number(process.env.HOSTILE_MESSAGES ?? 20_000);
const IN_FLIGHT = 24;
/** What caches and pools may still gain after a tenth of the messages, in bytes. */
const HEAP_ROOM = 64 * 1024 * 1024;
/** No single piece of work may hold everybody else up for so long, in ms; a busy machine does for a while. */
const MOST_STALL_MS = 5_000;

const kept = new KeptLog("error");
let world: SecurityWorld;
let gateway: Gateway;
const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
beforeAll(async () => {
  process.stderr.write(`hostile input: HOSTILE_SEED=${SEED}\n`);
  world = await SecurityWorld.start({ inhabited: true, log: kept.log });
  gateway = await openGateway(world.net, kept.log);
}, 300_000);
afterAll(async () => {
  agent.destroy();
  await gateway.stop(100);
  await world.net.stop();
});

/** What browsers can reach. */
const REACHABLE = METHODS.filter((method) => accessOf(method).case !== "internal");

/** Which callers send: somebody with every right mostly, so that what they send gets far. */
async function authorizationFor(pick: number): Promise<string | undefined> {
  const { net, own } = world;
  if (pick % 10 === 0) return undefined;
  if (pick % 10 === 1) return `Bearer ${await net.token(net.operator())}`;
  return `Bearer ${await net.token(own.everybody)}`;
}

/** A valid request whose ids are the caller's own, another customer's or nobody's. */
function validFor(method: DescMethod, pick: number): Message | undefined {
  const { net, own, foreign } = world;
  const byOperator = pick % 10 === 1;
  const id = (prefix: string, path: string): string => {
    // An operator must not end the customers that everything else here stands on.
    if (path === "customerId") return byOperator ? unknownId("cus") : "";
    // Nor reach into the one that must stay as it was: they may, and it would be in its ledger.
    const pool = [own, own, own, byOperator ? own : foreign][pick % 4]?.ids.get(prefix) ?? [];
    return pool[pick % Math.max(pool.length, 1)] ?? unknownId(prefix);
  };
  return validRequest(method.input, { id, now: net.clock.now(), salt: `hostile${pick % 1000}` });
}

async function requestOf(blow: Blows): Promise<HostileRequest | undefined> {
  const method = REACHABLE[blow.pick % REACHABLE.length];
  const valid = method && validFor(method, Math.floor(blow.pick / REACHABLE.length));
  if (!method || !valid) return undefined;
  const authorization = await authorizationFor(Math.floor(blow.pick / REACHABLE.length));
  return hostileRequest(method, valid, authorization, blow);
}

/** Why an answer is none that an attacker should get; undefined when it is fine. */
function wrongWith(sent: HostileRequest, answer: HttpAnswer): string | undefined {
  if (answer.hung) return "no answer";
  if (answer.status === 0) return `connection lost (${answer.body})`;
  // What gRPC itself calls bytes that are no message ("Error parsing request proto", its table of status codes).
  if (answer.code === "internal" && sent.enveloped && PARSING.test(answer.body)) return undefined;
  if (["internal", "unknown", "data_loss", "unavailable"].includes(answer.code)) return answer.code;
  if (answer.code === "deadline_exceeded" && !sent.hurried) return "deadline_exceeded";
  if (answer.status >= 500 && answer.code === "") return `HTTP ${answer.status}`;
  return undefined;
}

const PARSING =
  /parse(?: |%20)binary|compressed(?: |%20)envelope|decompression(?: |%20)failed|protocol(?: |%20)error/;

/** Sends hostile requests, some at a time; gives what went wrong, one example for each kind. */
async function play(all: readonly Blows[]): Promise<Map<string, string>> {
  const wrong = new Map<string, string>();
  const queue = all.values();
  const codes = new Map<string, number>();
  const watch = new Stalls(1_000);
  const player = async (): Promise<void> => {
    for (const blow of queue) {
      const sent = await requestOf(blow);
      if (!sent) continue;
      const end = watch.begin(`${nameOf(sent.method)} ${headersOf(sent)} ${previewOf(sent.body)}`);
      const answer = await answerTo(sent, gateway.port, agent);
      end();
      const key = `${answer.status} ${answer.code}`;
      codes.set(key, (codes.get(key) ?? 0) + 1);
      const why = wrongWith(sent, answer);
      const kind = `${nameOf(sent.method)}: ${why}`;
      if (why && !wrong.has(kind))
        wrong.set(kind, `${headersOf(sent)} ${previewOf(sent.body)} → ${answer.body.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, player));
  stalls = watch.stop();
  counted = codes;
  return wrong;
}

let counted = new Map<string, number>();
let stalls: readonly Stall[] = [];

const headersOf = ({ headers: { authorization, ...others } }: HostileRequest): string =>
  JSON.stringify({ ...others, signedIn: authorization !== undefined }, (_, value) =>
    typeof value === "string" ? value.slice(0, 60) : value,
  );

const previewOf = (body: Uint8Array): string =>
  JSON.stringify(Buffer.from(body.subarray(0, 600)).toString("latin1"));

/** What somebody might write into a page token, given the parts of an honest one. */
const forgeries = ([mark, ...key]: readonly unknown[]): readonly unknown[] => [
  [mark],
  [mark, ...key, "more"],
  [mark, ...key.slice(1)],
  [mark, ...key.map(() => 1e308)],
  [mark, ...key.map(() => -1)],
  [mark, ...key.map(() => "not what it was \u0000")],
  [mark, ...key.map(() => "\ud800")],
  [mark, ...key.map(() => ({ d: 8.64e15 + 1 }))],
  [mark, ...key.map(() => ({ d: 0 }))],
  [mark, ...key.map(() => ({ $gt: "" }))],
  [mark, ...key.map(() => [null])],
  [mark, ...key.map(() => null)],
  [mark, ...key.map(() => true)],
  [mark, ...key.map(() => "x".repeat(500))],
  { mark, key },
  mark,
  null,
];

test("forged page tokens are refused or lead nowhere, at every list", async () => {
  const { net, own } = world;
  const authorization = `Bearer ${await net.token(own.everybody)}`;
  const wrong: string[] = [];
  let lists = 0;
  for (const method of REACHABLE.filter(({ input }) => input.field.pageToken && input.field.pageSize)) {
    const ask = async (body: object): Promise<HttpAnswer> => {
      const headers = { authorization, "content-type": "application/json" };
      const bytes = Buffer.from(JSON.stringify(body));
      const path = pathOf(method);
      return answerTo(
        { method, path, headers, body: bytes, hurried: false, enveloped: false },
        gateway.port,
        agent,
      );
    };
    const owned = Object.fromEntries(
      idFieldsOf(method.input)
        .filter(({ path }) => !path.includes(".") && path !== "customerId")
        .map(({ path, prefix }) => [path, own.ids.get(prefix)?.[0] ?? ""]),
    );
    for (const base of [{}, owned]) {
      const honest = await ask({ ...base, pageSize: 1 });
      const token = honest.status === 200 ? /"nextPageToken":"([\w-]+)"/.exec(honest.body)?.[1] : undefined;
      if (token === undefined) continue;
      lists += 1;
      for (const forged of forgeries(JSON.parse(Buffer.from(token, "base64url").toString()))) {
        const pageToken = Buffer.from(JSON.stringify(forged)).toString("base64url");
        const answer = await ask({ ...base, pageSize: 1, pageToken });
        const fine = answer.status === 200 || answer.status === 400;
        if (!fine)
          wrong.push(`${nameOf(method)} ${JSON.stringify(forged)} → ${answer.status} ${answer.body}`);
      }
    }
  }
  expect({ wrong, failures: [...new Set(kept.failures())] }).toEqual({ wrong: [], failures: [] });
  expect(lists).toBeGreaterThan(10);
}, 60_000);

describe("hostile input, whatever it is", () => {
  test("is answered, never with an internal error; nothing breaks, grows or is left behind", async () => {
    const before = await digestsOf(world.databases, world.foreign.customerId);
    const all = fc.sample(blows, { numRuns: MESSAGES, seed: SEED });
    const warmUp = await play(all.slice(0, MESSAGES / 10));
    await world.net.settle();
    const heapBefore = heapInUse();
    const wrong = await play(all.slice(MESSAGES / 10));
    const failures = [...new Set(kept.failures())];
    expect({ wrong: [...warmUp, ...wrong].map(([kind, example]) => `${kind} ${example}`), failures }).toEqual(
      {
        wrong: [],
        failures: [],
      },
    );
    await world.net.settle();
    expect(heapInUse() - heapBefore).toBeLessThan(HEAP_ROOM);
    // The messages got further than the door: many were taken, and many refused by rules of the domain.
    expect(counted.get("200 ") ?? 0).toBeGreaterThan(MESSAGES / 20);
    expect(counted.get("404 not_found") ?? 0).toBeGreaterThan(MESSAGES / 200);
    // Told, not demanded: how long the process stood still depends on what else the machine does.
    for (const { ms, during } of stalls.filter((stall) => stall.ms > MOST_STALL_MS))
      process.stderr.write(
        `hostile input: stood still for ${Math.round(ms)} ms during ${during.length} calls\n`,
      );
    expect(await listDeadLetters(world.bus, 10)).toEqual([]);
    const { employees } = await world.net.client(EmployeeService, world.own.everybody).listEmployees({});
    expect(employees.length).toBeGreaterThan(0);
    const after = await digestsOf(world.databases, world.foreign.customerId);
    expect([...after.keys()].filter((key) => after.get(key) !== before.get(key))).toEqual([]);
  }, 600_000);
});
