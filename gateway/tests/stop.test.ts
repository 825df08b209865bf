import { Agent } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ListenError } from "../listen.ts";
import { type Door, openDoor, PATHS, ROLLOUT, until } from "./door.ts";
import { send, sendJson } from "./http.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const slowCall = (port: number) =>
  sendJson(
    port,
    PATHS.get,
    { rolloutId: ROLLOUT },
    { authorization: door.authorization, "x-request-id": "wait" },
  );

test("a stop refuses new connections, closes idle ones and lets a call under way finish", async () => {
  const { port, stop } = await door.another();
  const agent = new Agent({ keepAlive: true });
  await send(port, { method: "GET", path: "/healthz", agent });
  const call = slowCall(port);
  await until(() => door.probe.waiting === 1);
  let stopped = false;
  const stopping = stop(20_000).then(() => {
    stopped = true;
  });
  await expect(send(port, { method: "GET", path: "/healthz" })).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
  expect(stopped).toBe(false);
  door.probe.release();
  const answer = await call;
  expect([answer.status, answer.headers.connection]).toEqual([200, "close"]);
  await stopping;
  agent.destroy();
});

test("a call that does not finish is cut when the grace is over", async () => {
  const { port, stop } = await door.another();
  const cut = expect(slowCall(port)).rejects.toMatchObject({ code: "ECONNRESET" });
  await until(() => door.probe.waiting === 1);
  await stop(50);
  await cut;
  door.probe.release();
});

test("a taken port is said in one line, with what to do", async () => {
  const config = { ...door.net.config, httpPort: door.port };
  const refusal = await door.another({ config }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ListenError);
  expect(String(refusal)).toBe(
    `ListenError: Can't listen on 127.0.0.1:${door.port}: another program has it; set HTTP_PORT to another port.`,
  );
});

test.each([
  ["nothing at all", ""],
  ["the beginning of HTTP/2", "PRI * HTTP/2.0\r\n"],
  ["headers that never end", "POST / HTTP/1.1\r\nhost: x\r\n"],
  [
    "a body that never comes",
    `POST ${PATHS.get} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n`,
  ],
])("a slow client is dropped: %s", async (_name, start) => {
  const limits = { headersTimeoutMs: 100, requestTimeoutMs: 100, checkEveryMs: 20 };
  const { port } = await door.another({ limits });
  const said = await raw(port, start);
  expect(said).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n.*nosniff/s);
});

test("headers over the limit give 431, and what is no HTTP gives 400", async () => {
  const many = `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${"a".repeat(20_000)}\r\n\r\n`;
  expect(await raw(door.port, many)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await raw(door.port, "hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
});

test("a hostile Host header neither reaches a service nor breaks anything", async () => {
  const call = `POST ${PATHS.get} HTTP/1.1\r\nhost: [\r\ncontent-type: application/grpc-web+proto\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
  expect(await raw(door.port, call)).toMatch(/^HTTP\/1\.1 200 /);
});

/** Sends bytes and reads until the server closes. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let said = "";
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      said += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(said));
  });
}
