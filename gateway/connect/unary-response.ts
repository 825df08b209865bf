import type { Code, ConnectError } from "@connectrpc/connect";
import { compressionNegotiate } from "@connectrpc/connect/protocol";
import {
  codeToHttpStatus,
  contentTypeUnaryJson,
  contentTypeUnaryProto,
  errorToJsonBytes,
} from "@connectrpc/connect/protocol-connect";
import { sendAnswer } from "../http-message.ts";
import type { Answering } from "../visit.ts";
import { GZIP } from "./gzip.ts";

/** Compressions taken and given. Brotli, at connect-node's setting, costs a hundred times what it saves. */
export const COMPRESSIONS = [GZIP];
/** A smaller answer is not worth compressing, in bytes. */
export const COMPRESS_FROM_BYTES = 1024;

/** Node sends head and body in one write if the body is a string; bytes up to this size are worth becoming one. */
const ONE_WRITE_BYTES = 16 * 1024;

/** Sends a message: bytes as application/proto, a text as application/json; compressed if asked for and worth it. */
export function sendMessage(
  to: Answering,
  body: Uint8Array | string,
  acceptEncoding: string | undefined,
): void {
  const type = typeof body === "string" ? contentTypeUnaryJson : contentTypeUnaryProto;
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
  if (bytes < COMPRESS_FROM_BYTES || !acceptEncoding) {
    send(to, 200, type, body, bytes);
    return;
  }
  const { response } = compressionNegotiate(COMPRESSIONS, null, acceptEncoding, "accept-encoding");
  if (!response) {
    send(to, 200, type, body, bytes);
    return;
  }
  response.compress(typeof body === "string" ? Buffer.from(body) : body).then(
    (small) => send(to, 200, type, small, small.byteLength, response.name),
    () => send(to, 200, type, body, bytes),
  );
}

/** Sends an error as the Connect protocol's JSON. `status` only where HTTP has its own, as for an unknown path. */
export function sendError(to: Answering, error: ConnectError, status = statusOf(error.code)): void {
  const body = errorToJsonBytes(error, undefined);
  send(to, status, contentTypeUnaryJson, body, body.byteLength);
}

/** The HTTP status of a code in unary calls of the Connect protocol. */
export const statusOf = (code: Code): number => codeToHttpStatus(code);

function send(
  { res, requestId, security }: Answering,
  status: number,
  type: string,
  body: Uint8Array | string,
  bytes: number,
  encoding?: string,
): void {
  if (res.destroyed || res.headersSent) return;
  const headers: Record<string, string | number> = {
    "content-type": type,
    "content-length": bytes,
    "x-request-id": requestId,
    ...security,
  };
  if (encoding !== undefined) headers["content-encoding"] = encoding;
  if (typeof body === "string" || bytes > ONE_WRITE_BYTES) sendAnswer(res, status, headers, body);
  else {
    const text = Buffer.from(body.buffer, body.byteOffset, bytes).toString("latin1");
    sendAnswer(res, status, headers, text, "latin1");
  }
}
