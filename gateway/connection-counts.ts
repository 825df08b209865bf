import type { Socket } from "node:net";
import type { Arrivals } from "./arrival.ts";
import { addressOf } from "./arrival.ts";
import { networkOf } from "./rate/rate-limits.ts";

/** Counts open connections per address, so that nobody takes all of them. */
export class ConnectionCounts {
  readonly #arrivals: Arrivals;
  readonly #most: number;
  readonly #open = new Map<string, number>();

  /** `most` per address; 0 for any number. Trusted proxies carry many people and may have any number. */
  constructor(arrivals: Arrivals, most: number) {
    this.#arrivals = arrivals;
    this.#most = most;
  }

  /** Counts a connection in; undefined if its address has enough. Call the result when it is closed. */
  readonly admit = (socket: Socket): (() => void) | undefined => {
    const address = addressOf(socket.remoteAddress);
    if (this.#most === 0 || this.#arrivals.isProxy(address)) return () => undefined;
    const name = networkOf(address);
    const open = this.#open.get(name) ?? 0;
    if (open >= this.#most) return undefined;
    this.#open.set(name, open + 1);
    return () => {
      const left = (this.#open.get(name) ?? 1) - 1;
      if (left === 0) this.#open.delete(name);
      else this.#open.set(name, left);
    };
  };
}
