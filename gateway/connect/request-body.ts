import { MAX_MESSAGE_BYTES } from "../../runtime/config/config.ts";
import type { HttpRequest } from "../http-message.ts";

/**
 * Reads a whole body and calls `done` with it, or with undefined as soon as it is larger than `MAX_MESSAGE_BYTES`; the
 * rest of such a body is read and dropped, so that the client sees the answer (the request's time limit still holds).
 * When the client leaves first, `done` is not called. Callbacks instead of a promise: this runs for every call.
 */
export function readBody(req: HttpRequest, done: (body: Uint8Array | undefined) => void): void {
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  let bytes = 0;
  let refused = false;
  const refuse = (): void => {
    refused = true;
    first = undefined;
    more = undefined;
    done(undefined);
  };
  req.on("data", (chunk: Buffer) => {
    if (refused) return;
    bytes += chunk.length;
    if (bytes > MAX_MESSAGE_BYTES) refuse();
    else if (first === undefined) first = chunk;
    else if (more === undefined) more = [first, chunk];
    else more.push(chunk);
  });
  req.on("end", () => {
    if (!refused) done(more === undefined ? asBytes(first) : asBytes(Buffer.concat(more, bytes)));
  });
  if (Number(req.headers["content-length"] ?? 0) > MAX_MESSAGE_BYTES) refuse();
}

const EMPTY = new Uint8Array(0);

function asBytes(chunk: Buffer | undefined): Uint8Array {
  return chunk === undefined ? EMPTY : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
