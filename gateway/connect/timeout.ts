import type { IncomingHttpHeaders } from "node:http";

/**
 * Longest timeout, in ms: 24 days; longer ones are cut to it. A timer holds nearly 25, but gRPC rounds a timeout up to
 * the second on its way to another process, and one that no timer holds ends at once.
 */
export const MAX_TIMEOUT_MS = 24 * 86_400_000;

const MS_PER_UNIT: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1_000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
};

/** Cuts the timeouts that a request names in its headers, Connect's and gRPC-Web's. Unreadable ones stay as they are. */
export function boundTimeouts(headers: IncomingHttpHeaders): void {
  const connect = headers["connect-timeout-ms"];
  if (typeof connect === "string" && /^\d{1,10}$/.test(connect) && Number(connect) > MAX_TIMEOUT_MS)
    headers["connect-timeout-ms"] = String(MAX_TIMEOUT_MS);
  const grpc = /^(\d{1,8})([HMSmun])$/.exec(String(headers["grpc-timeout"] ?? ""));
  if (grpc && Number(grpc[1]) * (MS_PER_UNIT[grpc[2] ?? ""] ?? 1) > MAX_TIMEOUT_MS)
    headers["grpc-timeout"] = `${Math.floor(MAX_TIMEOUT_MS / 1_000)}S`;
}
