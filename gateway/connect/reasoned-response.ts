import { Code, ConnectError } from "@connectrpc/connect";
import { readAllBytes, type UniversalServerResponse } from "@connectrpc/connect/protocol";
import {
  contentTypeUnaryJson,
  errorFromJsonBytes,
  errorToJsonBytes,
} from "@connectrpc/connect/protocol-connect";
import { fromConnectNode } from "./protocol-error.ts";
import { COMPRESSIONS, statusOf } from "./unary-response.ts";

const NO_LIMIT = 0xffffffff;

/**
 * A unary answer of connect-node; if it is an error that connect-node made itself, rewritten so that it carries a
 * reason as all errors do. Errors are never compressed.
 */
export async function withReason(response: UniversalServerResponse): Promise<UniversalServerResponse> {
  const { status, header, body } = response;
  if (status === 200 || !body || header?.get("content-type") !== contentTypeUnaryJson) return response;
  const encoding = header.get("content-encoding");
  const compression = COMPRESSIONS.find((known) => known.name === encoding);
  const sent = await readAllBytes(body, NO_LIMIT);
  const plain = compression ? await compression.decompress(sent, NO_LIMIT) : sent;
  const error = errorFromJsonBytes(plain, undefined, new ConnectError("unreadable", Code.Internal));
  const reasoned = error.details.length > 0 ? undefined : fromConnectNode(error);
  const bytes = reasoned ? errorToJsonBytes(reasoned, undefined) : plain;
  header.delete("content-encoding");
  header.set("content-length", String(bytes.byteLength));
  return { status: reasoned ? statusOf(reasoned.code) : status, header, body: once(bytes) };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
