import {
  type DescMessage,
  type DescMethod,
  fromBinary,
  fromJsonString,
  type Message,
  toBinary,
  toJsonString,
} from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { parseTimeout } from "@connectrpc/connect/protocol-connect";
import { canceled } from "../../runtime/rpc/call.ts";
import type { PassThrough } from "../../runtime/rpc/service-transport.ts";
import { type HttpRequest, headerOf, wasCut } from "../http-message.ts";
import { publicError } from "../public-error.ts";
import type { Route } from "../routes.ts";
import type { Visit } from "../visit.ts";
import { callUnary } from "./call-unary.ts";
import { invalidTimeout, malformedMessage, messageTooLarge } from "./protocol-error.ts";
import { readBody } from "./request-body.ts";
import { boundTimeouts, MAX_TIMEOUT_MS } from "./timeout.ts";
import { sendError, sendMessage } from "./unary-response.ts";

/** The two encodings of the Connect protocol's unary calls. */
export type Codec = "proto" | "json";

const JSON_TYPE = /^application\/json(?:; ?charset=utf-?8)?$/i;
const PROTO_TYPE = /^application\/proto$/i;

/** The codec of a request that the hand-written path serves: an uncompressed unary POST; undefined for all others. */
export function codecOf(req: HttpRequest, { method }: Route): Codec | undefined {
  if (method.methodKind !== "unary" || req.method !== "POST") return undefined;
  const encoding = req.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") return undefined;
  const type = req.headers["content-type"];
  if (type === undefined) return undefined;
  if (type === "application/proto" || PROTO_TYPE.test(type)) return "proto";
  return type === "application/json" || JSON_TYPE.test(type) ? "json" : undefined;
}

/**
 * Serves one unary call of the Connect protocol (https://connectrpc.com/docs/protocol#unary-request) without
 * connect-node, several times as fast. `tests/both-paths.test.ts` proves that nobody can tell the two apart.
 * `failed` hears of faults that no service has logged yet.
 */
export function serveUnary(
  req: HttpRequest,
  route: Route,
  codec: Codec,
  to: Visit,
  failed: (error: unknown) => void,
): void {
  if (to.refusal) {
    req.resume();
    sendError(to, to.refusal);
    return;
  }
  boundTimeouts(req.headers);
  const timeout = parseTimeout(headerOf(req, "connect-timeout-ms") ?? null, MAX_TIMEOUT_MS);
  if (timeout.error) {
    req.resume();
    sendError(to, invalidTimeout());
    return;
  }
  readBody(req, (body) => {
    if (body === undefined) sendError(to, messageTooLarge());
    else answer(req, route, codec, to, body, timeout.timeoutMs, failed).catch(failed);
  });
}

async function answer(
  req: HttpRequest,
  { method, transport }: Route,
  codec: Codec,
  to: Visit,
  body: Uint8Array,
  timeoutMs: number | undefined,
  failed: (error: unknown) => void,
): Promise<void> {
  const abort = new AbortController();
  to.res.once("close", () => {
    if (wasCut(to.res)) abort.abort(canceled());
  });
  try {
    const pass = codec === "proto" && !to.cookies ? transport.passThrough?.() : undefined;
    const encoded = pass
      ? await passBytes(pass, method, to, body, timeoutMs, abort.signal)
      : await transcode({ method, transport }, codec, to, body, timeoutMs, abort.signal);
    sendMessage(to, encoded, headerOf(req, "accept-encoding"));
  } catch (error) {
    if (!(error instanceof ConnectError)) failed(error);
    sendError(to, publicError(error));
  }
}

async function transcode(
  { method, transport }: Pick<Route, "method" | "transport">,
  codec: Codec,
  to: Visit,
  body: Uint8Array,
  timeoutMs: number | undefined,
  signal: AbortSignal,
): Promise<Uint8Array | string> {
  const request = codec === "proto" ? readProto(method.input, body) : readJson(method.input, body);
  const message = await callUnary(to, method, transport, request, signal, timeoutMs);
  return codec === "proto" ? toBinary(method.output, message) : toJsonString(method.output, message);
}

/**
 * Sends a binary body on as it is to a service in another process, which reads and checks it (docs/adr/0009). gRPC says
 * of unreadable bytes only that something failed, so then they are read here after all, to say what.
 */
async function passBytes(
  pass: PassThrough,
  method: DescMethod,
  { headers }: Visit,
  body: Uint8Array,
  timeoutMs: number | undefined,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    return await pass(method, signal, timeoutMs, headers, body);
  } catch (error) {
    const unexplained = error instanceof ConnectError && error.details.length === 0;
    if (unexplained) readProto(method.input, body);
    throw error;
  }
}

function readProto(schema: DescMessage, body: Uint8Array): Message {
  try {
    return fromBinary(schema, body);
  } catch (error) {
    throw malformedMessage(error instanceof Error ? error.message : String(error));
  }
}

const utf8 = new TextDecoder();
const lenient = { ignoreUnknownFields: true };

function readJson(schema: DescMessage, body: Uint8Array): Message {
  try {
    return fromJsonString(schema, utf8.decode(body), lenient);
  } catch (error) {
    throw malformedMessage(error instanceof Error ? error.message : String(error));
  }
}
