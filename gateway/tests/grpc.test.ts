import { execFile } from "node:child_process";
import { connect, constants } from "node:http2";
import { join } from "node:path";
import { promisify } from "node:util";
import { create } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { credentials, Client as GrpcClient, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { GetRolloutRequestSchema } from "#gen/countersign/acknowledgement/v1/rollout_requests_pb.ts";
import { Health, HealthCheckResponse_ServingStatus } from "#gen/grpc/health/v1/health_pb.ts";
import { reasonOf } from "../../runtime/rpc/error-mapping.ts";
import { grpcTransport } from "../../runtime/rpc/grpc-transport.ts";
import { fromGrpcError, methodDefinition } from "../../runtime/rpc/grpc-wire.ts";
import { type Door, openDoor, PATHS, ROLLOUT, until } from "./door.ts";
import { send } from "./http.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

describe("on the port of browsers, a grpc-js client", () => {
  const options = () => ({
    addresses: [`127.0.0.1:${door.port}`],
    defaultTimeoutMs: 5_000,
    maxMessageBytes: 4 << 20,
  });
  const headers = () => ({ authorization: door.authorization });

  test("calls, streams, and finds the gateway healthy", async () => {
    const transport = grpcTransport(options());
    const client = createClient(AcknowledgementService, transport);
    const { rollout } = await client.getRollout({ rolloutId: ROLLOUT }, { headers: headers() });
    expect(rollout?.id).toBe(ROLLOUT);
    const leaving = new AbortController();
    const stream = client.watchRollout(
      { rolloutId: ROLLOUT },
      { headers: headers(), signal: leaving.signal },
    );
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { rollout } of stream) if (seen.push(rollout?.targetCount ?? 0) === 3) leaving.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: status.CANCELLED });
    expect(seen.slice(0, 3)).toEqual([1, 2, 3]);
    await until(() => door.probe.streams === 0);
    expect(transport.replicas()).toEqual({ serving: 1, known: 1 });
    transport.close();
  });

  test("gets errors with their reason, and deadlines", async () => {
    const client = new GrpcClient(`127.0.0.1:${door.port}`, credentials.createInsecure());
    const { path, requestSerialize, responseDeserialize } = methodDefinition(
      AcknowledgementService.method.getRollout,
    );
    const metadata = new Metadata();
    const failure = (deadline?: number): Promise<ServiceError> =>
      new Promise((resolve) => {
        const request = create(GetRolloutRequestSchema, { rolloutId: ROLLOUT });
        const call = deadline === undefined ? {} : { deadline: Date.now() + deadline };
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          metadata,
          call,
          (error) => resolve(error as ServiceError),
        );
      });
    const refused = fromGrpcError(await failure());
    expect([refused.code, reasonOf(refused)]).toEqual([status.UNAUTHENTICATED, "TOKEN_MISSING"]);
    metadata.set("authorization", door.authorization);
    metadata.set("x-request-id", "wait-deadline");
    expect((await failure(100)).code).toBe(status.DEADLINE_EXCEEDED);
    door.probe.release();
    client.close();
  });
});

test("Connect works over HTTP/2 as well", async () => {
  const transport = createConnectTransport({
    baseUrl: door.gateway.url,
    httpVersion: "2",
    useBinaryFormat: false,
  });
  const { rollout } = await createClient(AcknowledgementService, transport).getRollout(
    { rolloutId: ROLLOUT },
    { headers: { authorization: door.authorization } },
  );
  expect(rollout?.id).toBe(ROLLOUT);
  expect(door.probe.calls.at(-1)?.clientAddress).toBe("127.0.0.1");
});

test("pages are read over HTTP/2 too", async () => {
  const session = connect(door.gateway.url);
  const stream = session.request({ ":path": "/healthz" });
  let body = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    body += text;
  });
  await new Promise((resolve) => stream.once("end", resolve));
  expect(body).toBe("ok\n");
  session.close();
});

test("gRPC over HTTP/1.1 is refused, for it could not end its answers", async () => {
  const answer = await send(door.port, { path: PATHS.get, headers: { "content-type": "application/grpc" } });
  expect(answer.status).toBe(415);
});

describe("operators", () => {
  const buf = async (...args: string[]): Promise<string> => {
    const bin = join(import.meta.dirname, "../../node_modules/@bufbuild/buf/bin/buf");
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [bin, "curl", "--protocol", "grpc", "--http2-prior-knowledge", ...args],
      { timeout: 20_000 },
    );
    return stdout;
  };

  test("list the services by reflection and call them, without files", async () => {
    const methods = (await buf("--list-methods", door.gateway.url)).split("\n");
    expect(methods).toContain("countersign.policy.v1.PolicyService/PublishPolicy");
    expect(methods).toContain("grpc.health.v1.Health/Check");
    expect(methods).not.toContain("countersign.customer.v1.CustomerService/GetTenant");
    const headers = ["-H", `authorization: ${door.authorization}`];
    const data = ["-d", JSON.stringify({ rolloutId: ROLLOUT })];
    const answer = await buf(...headers, ...data, `${door.gateway.url}${PATHS.get}`);
    expect(JSON.parse(answer).rollout.id).toBe(ROLLOUT);
  });

  test("watch its health turn when it stops being ready", async () => {
    let ready = true;
    const gateway = await door.another({ ready: async () => ({ ready, dependencies: [] }) });
    const health = createClient(Health, createGrpcTransport({ baseUrl: gateway.url }));
    const service = AcknowledgementService.typeName;
    expect((await health.check({ service })).status).toBe(HealthCheckResponse_ServingStatus.SERVING);
    await expect(health.check({ service: "nope" })).rejects.toMatchObject({ code: status.NOT_FOUND });
    const seen: number[] = [];
    for await (const { status } of health.watch({})) {
      seen.push(status);
      ready = false;
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([
      HealthCheckResponse_ServingStatus.SERVING,
      HealthCheckResponse_ServingStatus.NOT_SERVING,
    ]);
  });
});

test("a stop lets HTTP/2 calls finish and takes no new ones", async () => {
  const gateway = await door.another();
  const transport = createGrpcTransport({ baseUrl: gateway.url });
  const call = createClient(AcknowledgementService, transport).getRollout(
    { rolloutId: ROLLOUT },
    { headers: { authorization: door.authorization, "x-request-id": "wait-stop" } },
  );
  await until(() => door.probe.waiting === 1);
  const stopping = gateway.stop(10_000);
  door.probe.release();
  expect((await call).rollout?.id).toBe(ROLLOUT);
  await stopping;
});

describe("an HTTP/2 client that floods", () => {
  const open = async (limits = {}) => {
    const { url } = await door.another({ limits });
    const session = connect(url);
    const ended = new Promise<string>((resolve) => {
      session.on("error", () => undefined);
      session.on("goaway", (code) => resolve(`goaway ${code}`));
      session.on("close", () => resolve("closed"));
    });
    await new Promise((resolve) => session.once("remoteSettings", resolve));
    return { session, ended };
  };
  const call = (path: string = PATHS.get) => ({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
  });

  test("with calls that it cancels at once is cut off (CVE-2023-44487)", async () => {
    const { session, ended } = await open({ resetBurst: 20, resetsPerSecond: 1 });
    for (let i = 0; i < 100 && !session.destroyed; i++) {
      const stream = session.request(call());
      stream.on("error", () => undefined);
      stream.close(constants.NGHTTP2_CANCEL);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await ended).toMatch(/goaway|closed/);
    session.destroy();
  });

  test("with pings is not answered for ever, and others are served meanwhile", async () => {
    const { session } = await open();
    for (let i = 0; i < 2_000; i++) session.ping(Buffer.alloc(8), () => undefined);
    expect((await send(door.port, { method: "GET", path: "/healthz" })).status).toBe(200);
    session.destroy();
  });

  test("with open calls has only so many at once", async () => {
    const { session } = await open({ maxConcurrentStreams: 3 });
    expect(session.remoteSettings.maxConcurrentStreams).toBe(3);
    expect(session.remoteSettings.maxHeaderListSize).toBe(16 * 1024);
    session.destroy();
  });

  test("with headers over the limit is refused", async () => {
    const { session } = await open();
    const stream = session.request({ ...call(), "x-long": "a".repeat(20_000) });
    const answered = await new Promise<number | string>((resolve) => {
      stream.on("response", (headers) => resolve(headers[":status"] ?? 0));
      stream.on("error", () => resolve("refused"));
      stream.on("close", () => resolve("refused"));
    });
    expect(["refused", 431]).toContain(answered);
    session.destroy();
  });

  test("with a body that never ends is cut", async () => {
    const { session } = await open({ headersTimeoutMs: 100, requestTimeoutMs: 100 });
    const stream = session.request({ ...call(), "content-type": "application/proto", "content-length": "9" });
    await new Promise<void>((resolve) => {
      stream.on("error", () => resolve());
      stream.on("close", () => resolve());
    });
    session.destroy();
  });

  test("by saying nothing is dropped", async () => {
    const { session, ended } = await open({ keepAliveMs: 100 });
    expect(await ended).toMatch(/goaway|closed/);
    session.destroy();
  });
});
