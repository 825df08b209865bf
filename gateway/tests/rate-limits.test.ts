import { connect } from "node:net";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ErrorDetailSchema } from "#gen/countersign/common/v1/error_pb.ts";
import { connectNats } from "../../runtime/events/streams.ts";
import { createLogger } from "../../runtime/log/logger.ts";
import type { GatewayConfig } from "../gateway.ts";
import { RateGossip } from "../rate/gossip.ts";
import { RateLimits } from "../rate/rate-limits.ts";
import { type Door, openDoor, PATHS, ROLLOUT, until } from "./door.ts";
import { type Received, refused, send, sendJson } from "./http.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const open = (limits: Partial<GatewayConfig>) => door.another({ config: { ...door.net.config, ...limits } });
const newCustomer = (name: string) => door.net.createCustomer(`${name} ${door.net.newId("cus")}`);
const someone = async (customerId: string) =>
  `Bearer ${await door.net.token(door.net.user(customerId, [PermissionRole.COMPLIANCE_OFFICER]))}`;
const get = (port: number, authorization?: string): Promise<Received> =>
  sendJson(port, PATHS.get, { rolloutId: ROLLOUT }, authorization ? { authorization } : {});
const times = async <T>(count: number, call: () => Promise<T>): Promise<T[]> => {
  const all: T[] = [];
  for (let i = 0; i < count; i++) all.push(await call());
  return all;
};
const statuses = (answers: readonly Received[]) => answers.map(({ status }) => status);
const ok = (count: number) => Array(count).fill(200);

describe("a limit", () => {
  test("of a user holds that user up, not others, and says for how long", async () => {
    const { port } = await open({ rateLimitPerUser: 3 });
    const { customerId } = await newCustomer("Limit");
    const [one, other] = [await someone(customerId), await someone(customerId)];
    expect(statuses(await times(3, () => get(port, one)))).toEqual(ok(3));
    const late = await get(port, one);
    expect(refused(late)).toBe("429 resource_exhausted RATE_LIMITED");
    const seconds = Number(late.headers["retry-after"]);
    expect(seconds).toBeGreaterThan(0);
    expect(late.body.toString()).toContain(`"retry_after_seconds":"${seconds}"`);
    expect((await get(port, other)).status).toBe(200);
    door.net.clock.advance(seconds * 1000);
    expect((await get(port, one)).status).toBe(200);
  });

  test("of a customer counts all its users", async () => {
    const { port } = await open({ rateLimitPerCustomer: 3 });
    const { customerId } = await newCustomer("Together");
    for (let i = 0; i < 3; i++) expect((await get(port, await someone(customerId))).status).toBe(200);
    expect((await get(port, await someone(customerId))).status).toBe(429);
    const { customerId: neighbour } = await newCustomer("Neighbour");
    expect((await get(port, await someone(neighbour))).status).toBe(200);
  });

  test("of an address counts who has no valid token, and nobody else", async () => {
    const { port } = await open({ rateLimitPerAddress: 3 });
    const answers = [await get(port), await get(port, "Bearer forged"), await get(port), await get(port)];
    expect(statuses(answers)).toEqual([401, 401, 401, 429]);
    expect((await get(port, door.authorization)).status).toBe(200);
    expect((await send(port, { method: "GET", path: "/healthz" })).status).toBe(200);
  });

  test("counts behind a trusted proxy by the address that it names", async () => {
    const { port } = await open({ rateLimitPerAddress: 1, trustedProxies: ["127.0.0.1"] });
    const as = (address: string) => sendJson(port, PATHS.get, {}, { "x-forwarded-for": address });
    expect(
      statuses([await as("2001:db8:1:1::1"), await as("2001:db8:1:1::2"), await as("2001:db8:1:2::1")]),
    ).toEqual([401, 429, 401]);
  });
});

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
  ["gRPC", createGrpcTransport],
] as const)("over %s", (_name, transport) => {
  const client = (url: string) =>
    createClient(AcknowledgementService, transport({ baseUrl: url, httpVersion: "2" }));
  const failure = async (work: () => Promise<unknown>): Promise<string> => {
    const error = await work().catch((e: unknown) => e);
    if (!(error instanceof ConnectError)) throw new Error("it was not refused");
    const detail = error.findDetails(ErrorDetailSchema)[0];
    const { retry_after_seconds: seconds } = detail?.metadata ?? {};
    return `${Code[error.code]} ${detail?.reason} ${Number(seconds) > 0 ? "wait" : ""}`.trim();
  };

  test("a refusal carries reason and seconds, for streams too", async () => {
    const gateway = await open({ rateLimitPerUser: 1 });
    const { customerId } = await newCustomer("Protocols");
    const headers = { authorization: await someone(customerId) };
    const calls = client(gateway.url);
    await calls.getRollout({ rolloutId: ROLLOUT }, { headers });
    const again = () => calls.getRollout({ rolloutId: ROLLOUT }, { headers });
    const stream = async () => {
      for await (const _ of calls.watchRollout({ rolloutId: ROLLOUT }, { headers }));
    };
    expect(await failure(again)).toBe("ResourceExhausted RATE_LIMITED wait");
    expect(await failure(stream)).toBe("ResourceExhausted RATE_LIMITED wait");
  });

  test("a user keeps only so many streams open", async () => {
    const gateway = await open({ maxStreams: 2 });
    const calls = client(gateway.url);
    const { customerId } = await newCustomer("Streams");
    const headers = { authorization: await someone(customerId) };
    const leaving = new AbortController();
    const watch = () => calls.watchRollout({ rolloutId: ROLLOUT }, { headers, signal: leaving.signal });
    const opened = await Promise.all(
      [watch(), watch()].map(async (stream) => {
        const items = stream[Symbol.asyncIterator]();
        await items.next();
        return items;
      }),
    );
    expect(opened).toHaveLength(2);
    const third = async () => {
      for await (const _ of watch());
    };
    expect(await failure(third)).toBe("ResourceExhausted TOO_MANY_STREAMS");
    leaving.abort();
    await until(() => door.probe.streams === 0);
    await calls.getRollout({ rolloutId: ROLLOUT }, { headers });
  });
});

describe("gateways that share NATS", () => {
  test("keep to one limit together, but for what is on its way", async () => {
    const connection = await connectNats(door.net.config.natsUrl, "rate-test");
    const subject = `${door.net.config.natsPrefix}.gateway.rate`;
    const user = door.net.user(door.net.newId("cus"), [PermissionRole.COMPLIANCE_OFFICER]);
    const gateways = await times(2, async () => {
      const limits = new RateLimits({ perUser: 40, perCustomer: 0, perAddress: 0 }, door.net.clock);
      const log = createLogger({ level: "silent", pretty: false });
      return { limits, gossip: new RateGossip(limits, { connection, subject }, door.net.newId("gw"), log) };
    });
    const [one, other] = gateways;
    const principal = { ...(await door.net.running.accessTokens.verify(await door.net.token(user))) };
    const admitted = (limits: RateLimits | undefined, calls: number) =>
      Array.from({ length: calls }, () => limits?.admit(principal, "")).filter((waitMs) => waitMs === 0)
        .length;

    // At the same moment, before anyone has told: each keeps to the limit by itself. That is the bound.
    expect(admitted(one?.limits, 30)).toBe(30);
    one?.gossip.tell();
    await connection.flush();
    expect(admitted(other?.limits, 30)).toBe(10);
    expect(admitted(one?.limits, 30)).toBe(10);
    other?.gossip.tell();
    one?.gossip.tell();
    await connection.flush();
    expect([admitted(one?.limits, 9), admitted(other?.limits, 9)]).toEqual([0, 0]);
    for (const { gossip } of gateways) gossip.stop();
    await connection.close();
  });

  test("tell by themselves, and survive what is no count", async () => {
    const connection = await connectNats(door.net.config.natsUrl, "rate-test");
    const gossip = { connection, subject: `${door.net.config.natsPrefix}.gateway.rate` };
    const [one, other] = await times(2, () => open({ rateLimitPerUser: 5 }));
    for (const gateway of [one, other]) gateway?.shareRates(gossip);
    const { customerId } = await newCustomer("Gossip");
    const authorization = await someone(customerId);
    for (const nonsense of ["{", "null", "[]", '{"from":"x","calls":[["user:x",-1],["user:x"],7]}'])
      connection.publish(gossip.subject, nonsense);
    let heard = 0;
    connection.subscribe(gossip.subject, {
      callback: (_error, message) => {
        const { calls }: { calls: [string, number][] } = message.json();
        for (const [key, count] of calls) if (key.startsWith("user:")) heard += count;
      },
    });
    expect(statuses(await times(5, () => get(one?.port ?? 0, authorization)))).toEqual(ok(5));
    await until(() => heard === 5);
    await connection.flush();
    expect((await get(other?.port ?? 0, authorization)).status).toBe(429);
    await Promise.all([one?.stop(0), other?.stop(0)]);
    await connection.close();
  });
});

test("an address may open only so many connections", async () => {
  const { port } = await open({ maxConnectionsPerAddress: 2 });
  const closed = (open: number) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () =>
        socket.write(`GET /healthz HTTP/1.1\r\nhost: ${open}\r\n\r\n`),
      );
      socket.once("data", () => resolve(false));
      socket.once("error", () => resolve(true));
      socket.once("close", () => resolve(true));
    });
  expect(await Promise.all([closed(1), closed(2)])).toEqual([false, false]);
  expect(await closed(3)).toBe(true);
});
