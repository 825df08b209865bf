import { gunzip } from "node:zlib";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Compression } from "@connectrpc/connect/protocol";
import { compressionGzip } from "@connectrpc/connect-node";

/** Bytes that are unpacked at once, for small bodies and at most. */
const LEAST_CHUNK = 16 * 1024;
const MOST_CHUNK = 512 * 1024;

/**
 * Gzip as connect-node has it, but unpacked in larger pieces: each takes a turn of the event loop, so on a busy one a
 * body that swells to the limit took seconds in pieces of 16 kB. A body that is larger unpacked is RESOURCE_EXHAUSTED,
 * one that is no gzip INVALID_ARGUMENT.
 */
export const GZIP: Compression = {
  name: "gzip",
  compress: (bytes) => compressionGzip.compress(bytes),
  decompress: (bytes, readMaxBytes) => {
    if (bytes.byteLength === 0) return Promise.resolve(new Uint8Array(0));
    const chunkSize = Math.min(Math.max(bytes.byteLength * 8, LEAST_CHUNK), MOST_CHUNK);
    return new Promise((resolve, reject) => {
      gunzip(bytes, { maxOutputLength: readMaxBytes, chunkSize }, (error, plain) => {
        if (error) reject(refusal(error, readMaxBytes));
        else resolve(new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength));
      });
    });
  },
};

function refusal(error: NodeJS.ErrnoException, readMaxBytes: number): ConnectError {
  const tooLarge = error.code === "ERR_BUFFER_TOO_LARGE";
  return tooLarge
    ? new ConnectError(`larger than ${readMaxBytes} bytes when unpacked`, Code.ResourceExhausted)
    : new ConnectError("decompression failed", Code.InvalidArgument);
}
