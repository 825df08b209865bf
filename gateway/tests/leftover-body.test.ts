import { Agent } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MAX_MESSAGE_BYTES } from "../../runtime/config/config.ts";
import { type Door, openDoor, PATHS } from "./door.ts";
import { refused, send } from "./http.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

/** A message in the envelope of streams and gRPC-Web, whose head may lie. */
function envelope(flags: number, length: number, bytes: number): Buffer {
  const body = Buffer.alloc(5 + bytes, "a");
  body.writeUInt8(flags, 0);
  body.writeUInt32BE(length, 1);
  return body;
}

const WATCH = "/countersign.acknowledgement.v1.AcknowledgementService/WatchRollout";

const LIES = [
  ["longer than allowed", 0, 0xffffffff],
  ["shorter than what comes", 0, 10],
  ["compressed, though nothing is agreed", 1, 10],
  ["of unknown flags", 0xff, 10],
] as const;

/** Behind a proxy, the next request on a connection may be somebody else's. */
test.each(
  LIES.flatMap(([what, flags, length]) =>
    [PATHS.get, WATCH].map((path) => [what, path.split("/")[2], path, flags, length] as const),
  ),
)(
  "a body that is refused half-read, %s (%s), leaves the connection usable",
  async (_, __, path, flags, length) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { authorization, port } = door;
    const type = path === WATCH ? "application/connect+proto" : "application/grpc-web+proto";
    const body = envelope(flags, length, 2_000_000);
    try {
      const first = await send(port, { agent, path, headers: { authorization, "content-type": type }, body });
      expect(first.status).toBe(200);
      const headers = { authorization, "content-type": "application/json" };
      const next = await send(port, { agent, path: PATHS.settings, headers, body: "{}" });
      expect(next.status).toBe(200);
    } finally {
      agent.destroy();
    }
  },
);

test("a body that is refused before it is read leaves the connection usable", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { authorization, port } = door;
  const headers = { authorization, "content-type": "application/json" };
  try {
    const first = await send(port, {
      agent,
      path: PATHS.settings,
      headers: { ...headers, "connect-timeout-ms": "soon" },
      body: Buffer.alloc(200_000, "a"),
    });
    expect(first.status).toBe(400);
    const next = await send(port, { agent, path: PATHS.settings, headers, body: "{}" });
    expect(next.status).toBe(200);
  } finally {
    agent.destroy();
  }
});

test("so does one that is refused before it was read", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { authorization, port } = door;
  const headers = { authorization, "content-type": "application/json" };
  try {
    const late = { ...headers, "connect-timeout-ms": "soon" };
    const body = Buffer.alloc(2_000_000, "a");
    const first = await send(port, { agent, path: PATHS.settings, headers: late, body });
    expect(refused(first)).toBe("400 invalid_argument INVALID_TIMEOUT");
    const next = await send(port, { agent, path: PATHS.settings, headers, body: "{}" });
    expect(next.status).toBe(200);
  } finally {
    agent.destroy();
  }
});

test("a body that swells beyond the limit is refused as one that is larger than it", async () => {
  const headers = {
    authorization: door.authorization,
    "content-type": "application/json",
    "content-encoding": "gzip",
  };
  const body = gzipSync(Buffer.alloc(MAX_MESSAGE_BYTES + 1));
  const answer = await send(door.port, { path: PATHS.settings, headers, body });
  expect(refused(answer)).toBe("429 resource_exhausted MESSAGE_TOO_LARGE");
});

test("an error that quotes half a character is told over gRPC-Web, too", async () => {
  const message = Buffer.from('{"rolloutId": {"a": "\\ud800"}}');
  const body = Buffer.concat([envelope(0, message.length, 0), message]);
  const headers = { authorization: door.authorization, "content-type": "application/grpc-web+json" };
  const answer = await send(door.port, { path: PATHS.get, headers, body });
  expect(answer.body.toString("latin1")).toMatch(/grpc-status: ?3/);
});
