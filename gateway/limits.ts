/** Bounds of HTTP itself; the size of a message is `MAX_MESSAGE_BYTES`. Times in ms. */
export interface HttpLimits {
  /** A request's headers must be complete by then; so must the first bytes of a connection. */
  readonly headersTimeoutMs: number;
  /** A request must be complete by then, its body included. */
  readonly requestTimeoutMs: number;
  /** How often the two are checked. */
  readonly checkEveryMs: number;
  /** An idle connection is closed after this; longer than the usual minute of a load balancer in front. */
  readonly keepAliveMs: number;
  /** Bytes of all headers of one request. */
  readonly maxHeaderBytes: number;
  /** Calls under way at once on one HTTP/2 connection. */
  readonly maxConcurrentStreams: number;
  /** Calls that a client may cancel on one HTTP/2 connection at once, and per second from then on (CVE-2023-44487). */
  readonly resetBurst: number;
  readonly resetsPerSecond: number;
}

/** The bounds in use unless a test asks for tighter ones. */
export const HTTP_LIMITS: HttpLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  checkEveryMs: 2_000,
  keepAliveMs: 65_000,
  maxHeaderBytes: 16 * 1024,
  maxConcurrentStreams: 128,
  resetBurst: 200,
  resetsPerSecond: 20,
};
