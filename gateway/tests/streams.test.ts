import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { reasonOf } from "../../runtime/rpc/error-mapping.ts";
import { type Door, openDoor, ROLLOUT, until } from "./door.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const protocols: readonly (readonly [string, (baseUrl: string) => Transport])[] = [
  ["Connect", (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "1.1" })],
  [
    "Connect in JSON",
    (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
  ],
  ["gRPC-Web", (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" })],
];

describe.each(protocols)("a stream over %s", (_name, transport) => {
  const watch = (url: string, headers = {}, signal?: AbortSignal) =>
    createClient(AcknowledgementService, transport(url)).watchRollout(
      { rolloutId: ROLLOUT },
      { headers: { authorization: door.authorization, ...headers }, ...(signal ? { signal } : {}) },
    );
  const failure = async (stream: AsyncIterable<unknown>): Promise<ConnectError> => {
    try {
      for await (const _ of stream);
    } catch (error) {
      if (error instanceof ConnectError) return error;
    }
    throw new Error("it did not fail");
  };

  test("gives what the service sends; when the client leaves, the handler ends", async () => {
    const seen: number[] = [];
    const leaving = new AbortController();
    const reading = (async () => {
      const stream = watch(door.gateway.url, { "x-countersign-client-agent": "Forged" }, leaving.signal);
      for await (const { rollout } of stream) if (seen.push(rollout?.targetCount ?? 0) === 4) leaving.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: Code.Canceled });
    expect(seen.slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(door.probe.calls.at(-1)?.clientAddress).toBe("127.0.0.1");
    expect(door.probe.calls.at(-1)?.userAgent).not.toBe("Forged");
    await until(() => door.probe.streams === 0);
  });

  test("a refusal carries its reason", async () => {
    const error = await failure(watch(door.gateway.url, { authorization: "Bearer no" }));
    expect([Code[error.code], reasonOf(error)]).toEqual(["Unauthenticated", "TOKEN_INVALID"]);
  });

  test("a stop of the gateway ends it with UNAVAILABLE", async () => {
    const gateway = await door.another();
    const stream = watch(gateway.url);
    const ended = failure(stream);
    await until(() => door.probe.streams > 0);
    const [error] = await Promise.all([ended, gateway.stop(10_000)]);
    expect([Code[error.code], reasonOf(error)]).toEqual(["Unavailable", "STOPPING"]);
    await until(() => door.probe.streams === 0);
  });

  test("unary calls work as well", async () => {
    const client = createClient(AcknowledgementService, transport(door.gateway.url));
    const headers = { authorization: door.authorization };
    expect((await client.getRollout({ rolloutId: ROLLOUT }, { headers })).rollout?.id).toBe(ROLLOUT);
    expect((await client.listRollouts({}, { headers })).rollouts).toHaveLength(40);
    const error = await client.getRollout({ rolloutId: "x" }, { headers }).catch((e: unknown) => e);
    expect(error instanceof ConnectError && reasonOf(error)).toBe("INVALID_REQUEST");
  });
});

test("a stream past its deadline ends with DEADLINE_EXCEEDED", async () => {
  const client = createClient(
    AcknowledgementService,
    createConnectTransport({ baseUrl: door.gateway.url, httpVersion: "1.1" }),
  );
  const options = { headers: { authorization: door.authorization }, timeoutMs: 100 };
  const reading = (async () => {
    for await (const _ of client.watchRollout({ rolloutId: ROLLOUT }, options));
  })();
  await expect(reading).rejects.toMatchObject({ code: Code.DeadlineExceeded });
  await until(() => door.probe.streams === 0);
});
