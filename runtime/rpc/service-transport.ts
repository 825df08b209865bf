import type { DescMethod } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import type { HeaderInit } from "./plain-headers.ts";

/** A unary call whose messages stay as they are on the wire: binary protobuf in, binary protobuf out. */
export type PassThrough = (
  method: DescMethod,
  signal: AbortSignal | undefined,
  timeoutMs: number | undefined,
  header: HeaderInit,
  request: Uint8Array,
) => Promise<Uint8Array>;

/** A transport to a service of the platform. */
export interface ServiceTransport extends Transport {
  /** How to send bytes without decoding them; undefined (or absent) where the service is a function call away. */
  readonly passThrough?: () => PassThrough | undefined;
}
