import type { ServerResponse } from "node:http";
import { Code } from "@connectrpc/connect";
import { gatewayError } from "./public-error.ts";

/** The requests under way, so that a stop can wait for the short ones and end the long ones. */
export class OpenCalls {
  readonly #responses = new Set<ServerResponse>();
  readonly #streams = new Set<AbortController>();
  #stopping = false;

  /** Counts a request in until its response is done or its client gone. */
  opened(res: ServerResponse): void {
    this.#responses.add(res);
    if (this.#stopping) res.shouldKeepAlive = false;
  }

  /** Counts it out. */
  closed(res: ServerResponse): void {
    this.#responses.delete(res);
  }

  /** True from the moment a stop begins. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Registers a stream to be ended at a stop; call the result when it has ended by itself. */
  streaming(stream: AbortController): () => void {
    this.#streams.add(stream);
    if (this.#stopping) stream.abort(stoppingError());
    return () => this.#streams.delete(stream);
  }

  /** Ends streams with UNAVAILABLE, so that clients call again elsewhere, and lets answers close their connections. */
  stop(): void {
    this.#stopping = true;
    for (const res of this.#responses) res.shouldKeepAlive = false;
    for (const stream of this.#streams) stream.abort(stoppingError());
  }
}

const stoppingError = (): Error =>
  gatewayError(Code.Unavailable, "STOPPING", "This server is stopping. Call again.");
