import { Code } from "@connectrpc/connect";
import type { HttpResponse } from "./http-message.ts";
import { gatewayError } from "./public-error.ts";

/** The requests under way, so that a stop can wait for the short ones and end the long ones. */
export class OpenCalls {
  readonly #responses = new Set<HttpResponse>();
  readonly #streams = new Set<AbortController>();
  readonly #counts = new Map<string, number>();
  readonly #maxStreams: number;
  #stopping = false;

  /** `maxStreams`: how many one caller may keep open; 0 for any number. */
  constructor(maxStreams = 0) {
    this.#maxStreams = maxStreams;
  }

  /** Counts a request in until its response is done or its client gone. */
  opened(res: HttpResponse): void {
    this.#responses.add(res);
    if (this.#stopping) lastOne(res);
  }

  /** Counts it out. */
  closed(res: HttpResponse): void {
    this.#responses.delete(res);
  }

  /** True from the moment a stop begins. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /**
   * Registers a caller's stream to be ended at a stop; call the result when it has ended by itself. Throws
   * RESOURCE_EXHAUSTED / TOO_MANY_STREAMS when the caller has as many open as one may.
   */
  streaming(stream: AbortController, caller: string): () => void {
    const open = (this.#counts.get(caller) ?? 0) + 1;
    if (this.#maxStreams > 0 && open > this.#maxStreams) throw tooManyStreams(this.#maxStreams);
    this.#counts.set(caller, open);
    this.#streams.add(stream);
    if (this.#stopping) stream.abort(stoppingError());
    return () => {
      this.#streams.delete(stream);
      const left = (this.#counts.get(caller) ?? 1) - 1;
      if (left === 0) this.#counts.delete(caller);
      else this.#counts.set(caller, left);
    };
  }

  /** Ends streams with UNAVAILABLE, so that clients call again elsewhere, and lets answers close their connections. */
  stop(): void {
    this.#stopping = true;
    for (const res of this.#responses) lastOne(res);
    for (const stream of this.#streams) stream.abort(stoppingError());
  }
}

/** HTTP/1.1 closes the connection behind this answer; an HTTP/2 session is told by itself. */
function lastOne(res: HttpResponse): void {
  if ("shouldKeepAlive" in res) res.shouldKeepAlive = false;
}

const stoppingError = (): Error =>
  gatewayError(Code.Unavailable, "STOPPING", "This server is stopping. Call again.");

const tooManyStreams = (most: number): Error =>
  gatewayError(
    Code.ResourceExhausted,
    "TOO_MANY_STREAMS",
    `No more than ${most} streams at once. Close one first.`,
  );
