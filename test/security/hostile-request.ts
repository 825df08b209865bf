import type { OutgoingHttpHeaders } from "node:http";
import { gzipSync } from "node:zlib";
import { type DescMethod, fromJsonString, type Message, toBinary, toJson } from "@bufbuild/protobuf";
import fc from "fast-check";
import { pathOf } from "../../runtime/rpc/host.ts";
import {
  type ByteBlow,
  byteBlow,
  bytesOf,
  type JsonBlow,
  jsonBlow,
  type MessageBlow,
  messageBlow,
  strikeBytes,
  strikeJson,
  strikeMessage,
} from "./hostile-message.ts";
import type { Json } from "./hostile-values.ts";

/** One hostile request as it goes over the wire. */
export interface HostileRequest {
  readonly method: DescMethod;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Uint8Array;
  /** Whether the request itself asks for a short deadline. */
  readonly hurried: boolean;
  /** Whether messages stand in envelopes, as in streams and gRPC-Web. */
  readonly enveloped: boolean;
}

/** What is random of a request; the valid message under it is made by whoever plays it. */
export interface Blows {
  /** Chooses method, caller, ids. */
  readonly pick: number;
  readonly form: "json" | "message" | "bytes" | "noise";
  readonly json: readonly JsonBlow[];
  readonly message: readonly MessageBlow[];
  readonly bytes: readonly ByteBlow[];
  readonly headers: OutgoingHttpHeaders;
  readonly wrap: "none" | "gzip" | "bomb" | "notGzip";
  readonly protocol: "connect" | "grpc-web";
}

const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 30, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const headers: fc.Arbitrary<OutgoingHttpHeaders> = fc
  .record({
    "content-type": seldom(
      fc.constantFrom(
        "text/plain",
        "application/xml",
        "application/json; charset=utf-7",
        "multipart/form-data",
        "application/connect+json",
        "application/grpc-web-text",
        "application/grpc",
        "x",
      ),
    ),
    "connect-timeout-ms": seldom(fc.constantFrom("0", "1", "-1", "99999999999", "soon", "1e3")),
    "accept-language": seldom(fc.constantFrom("de", "*", ";;;q=9", "x".repeat(2_000), "../../etc", "\u00e9")),
    "accept-encoding": seldom(fc.constantFrom("gzip", "*;q=0", "br, zstd", "gzip;q=nan")),
    "user-agent": seldom(fc.constantFrom("", "<script>", "$where", "a".repeat(5_000))),
    traceparent: seldom(fc.constantFrom("00-0-0-0", "x", `00-${"f".repeat(32)}-${"f".repeat(16)}-01`)),
    "x-request-id": seldom(fc.constantFrom("a b", "$gt", "x".repeat(500), "..")),
    "x-countersign-reason": seldom(fc.constantFrom("%00%ff%", "%F0%9F", "a%0d%0aSet-Cookie: x")),
    "x-countersign-service-token": seldom(fc.constantFrom("x", "a.b.c")),
    "x-countersign-session": seldom(fc.constantFrom("cookie", "cookies", "")),
    origin: seldom(fc.constantFrom("null", "https://evil.example", "javascript:")),
    cookie: seldom(fc.constantFrom("__Host-countersign_access=x; a=b", ";;;===", "a=%ff")),
    expect: seldom(fc.constantFrom("100-continue")),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));

const few = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(arbitrary, { minLength: 2, maxLength: 4 }) },
  );

/** Everything that is random. */
export const blows: fc.Arbitrary<Blows> = fc.record({
  pick: fc.nat(),
  form: fc.constantFrom(
    "json",
    "json",
    "json",
    "json",
    "message",
    "message",
    "message",
    "message",
    "bytes",
    "noise",
  ),
  json: few(jsonBlow),
  message: few(messageBlow),
  bytes: few(byteBlow),
  headers,
  wrap: fc.oneof(
    { weight: 20, arbitrary: fc.constant<"none">("none") },
    fc.constantFrom<("gzip" | "bomb" | "notGzip")[]>("gzip", "bomb", "notGzip"),
  ),
  protocol: fc.oneof(
    { weight: 12, arbitrary: fc.constant<"connect">("connect") },
    fc.constant<"grpc-web">("grpc-web"),
  ),
});

/** A gigabyte would be the same; this one takes less of the test's time. 32 MiB in 32 kB. */
const BOMB = gzipSync(Buffer.alloc(32 * 1024 * 1024));

/** A request for a method, from a valid message and the blows against it. */
export function hostileRequest(
  method: DescMethod,
  valid: Message,
  authorization: string | undefined,
  blow: Blows,
): HostileRequest {
  const asJson = blow.form === "json" || (blow.form === "noise" && blow.pick % 2 === 0);
  const streams = method.methodKind !== "unary";
  const inner = bodyOf(method, valid, blow, asJson);
  const enveloped = streams || blow.protocol === "grpc-web";
  const packed = pack(inner, blow.wrap);
  const kind = asJson ? "json" : "proto";
  const type =
    blow.protocol === "grpc-web"
      ? `application/grpc-web+${kind}`
      : streams
        ? `application/connect+${kind}`
        : `application/${kind}`;
  const encodingHeader =
    blow.protocol === "grpc-web"
      ? "grpc-encoding"
      : streams
        ? "connect-content-encoding"
        : "content-encoding";
  return {
    method,
    path: pathOf(method),
    headers: {
      "content-type": type,
      ...(authorization ? { authorization } : {}),
      ...(blow.wrap === "none" ? {} : { [encodingHeader]: "gzip" }),
      ...blow.headers,
    },
    body: enveloped ? envelope(packed, blow.wrap !== "none", blow.pick) : packed,
    hurried: "connect-timeout-ms" in blow.headers,
    enveloped,
  };
}

function bodyOf(method: DescMethod, valid: Message, blow: Blows, asJson: boolean): Uint8Array {
  const { input } = method;
  switch (blow.form) {
    case "json": {
      const tree = toJson(input, valid) as Json;
      return Buffer.from(JSON.stringify(blow.json.reduce(strikeJson, tree)));
    }
    case "message": {
      // The valid message may be shared: strike a copy.
      const copy = fromJsonString(input, JSON.stringify(toJson(input, valid)));
      for (const one of blow.message) strikeMessage(input, copy, one);
      return bytesOf(input, copy) ?? toBinary(input, valid);
    }
    case "bytes":
      return blow.bytes.reduce(strikeBytes, toBinary(input, valid));
    case "noise": {
      const noise = Buffer.concat(blow.bytes.map(({ bytes }) => bytes));
      return asJson ? Buffer.from(`{"x":${noise.toString("latin1")}`) : noise;
    }
  }
}

function pack(body: Uint8Array, wrap: Blows["wrap"]): Uint8Array {
  switch (wrap) {
    case "gzip":
      return gzipSync(body);
    case "bomb":
      return BOMB;
    default:
      return body;
  }
}

/** The 5 bytes before each message of a stream; sometimes they lie. */
function envelope(body: Uint8Array, compressed: boolean, pick: number): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt8(pick % 37 === 0 ? 0xff : compressed ? 1 : 0, 0);
  head.writeUInt32BE(pick % 41 === 0 ? 0xffffffff : body.byteLength, 1);
  return Buffer.concat([head, body]);
}
