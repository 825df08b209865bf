import { lookup } from "node:dns/promises";
import { isIP, isIPv6 } from "node:net";
import { Code, ConnectError } from "@connectrpc/connect";
import type { ChannelOptions } from "@grpc/grpc-js";
import { Replica } from "./replica.ts";

/** How often names are resolved again, in ms: replicas come and go behind one name. */
const RESOLVE_EVERY_MS = 15_000;
/** How long the first call waits to hear which replicas serve, in ms. */
const FIRST_WORD_MS = 1_000;
/** How long a replica that left the name may finish its calls, in ms. */
const FAREWELL_MS = 60_000;

/** Round-robin over the replicas of one service that say that they serve. */
export class Replicas {
  readonly #addresses: readonly string[];
  readonly #options: ChannelOptions;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #opened: Promise<void>;
  #replicas: readonly Replica[] = [];
  #serving: readonly Replica[] = [];
  #heard: (() => void) | undefined;
  #open = false;
  #closed = false;
  #turn = 0;

  /** `addresses`: `host:port` each; behind a name stand all its addresses. */
  constructor(addresses: readonly string[], options: ChannelOptions) {
    if (addresses.length === 0) throw new Error("a gRPC channel needs an address");
    this.#addresses = addresses;
    this.#options = options;
    this.#opened = this.#begin();
    if (addresses.some((address) => isIP(split(address).host) === 0)) {
      this.#timer = setInterval(() => void this.#resolve(), RESOLVE_EVERY_MS);
      this.#timer.unref();
    }
  }

  /** How many replicas there are, and how many of them serve. */
  counts(): { readonly serving: number; readonly known: number } {
    return { serving: this.#serving.length, known: this.#replicas.length };
  }

  /**
   * The next replica, at once but for the first call. One that serves and was not `tried`, if there is one; else one
   * of which nothing bad is known; else any: then the call itself finds out. Throws UNAVAILABLE when no name resolves.
   */
  pick(tried: ReadonlySet<Replica>): Replica | Promise<Replica> {
    return this.#open ? this.#next(tried) : this.#opened.then(() => this.#next(tried));
  }

  /** Whether a call that failed on all of `tried` has another replica to go to. */
  hasMore(tried: ReadonlySet<Replica>): boolean {
    return this.#serving.some((replica) => !tried.has(replica));
  }

  /** Ends all channels. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const replica of this.#replicas) replica.close();
  }

  #next(tried: ReadonlySet<Replica>): Replica {
    const chosen =
      this.#after(this.#serving, tried) ??
      this.#after(
        this.#replicas.filter(({ state }) => state === "unknown"),
        tried,
      ) ??
      this.#after(this.#serving.length > 0 ? this.#serving : this.#replicas, new Set());
    if (chosen) return chosen;
    void this.#resolve();
    throw new ConnectError(`no address of ${this.#addresses.join(", ")} is known`, Code.Unavailable);
  }

  #after(candidates: readonly Replica[], tried: ReadonlySet<Replica>): Replica | undefined {
    for (let i = 0; i < candidates.length; i++) {
      this.#turn = (this.#turn + 1) % candidates.length;
      const replica = candidates[this.#turn];
      if (replica && !tried.has(replica)) return replica;
    }
    return undefined;
  }

  async #begin(): Promise<void> {
    await this.#resolve();
    if (this.#replicas.length > 1 && this.#serving.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, FIRST_WORD_MS);
        this.#heard = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#open = true;
  }

  async #resolve(): Promise<void> {
    const found = await Promise.all(this.#addresses.map(resolved));
    if (this.#closed) return;
    const wanted = new Set(found.flat());
    // A name that doesn't resolve for a moment takes no replica away: only other addresses in its place do.
    if (found.some((addresses) => addresses.length === 0))
      for (const { address } of this.#replicas) wanted.add(address);
    const stay = this.#replicas.filter((replica) => wanted.has(replica.address));
    const leave = this.#replicas.filter((replica) => !wanted.has(replica.address));
    const known = new Set(stay.map((replica) => replica.address));
    const come = [...wanted].filter((address) => !known.has(address));
    this.#replicas = [
      ...stay,
      ...come.map((address) => new Replica(address, this.#options, () => this.#sort())),
    ];
    this.#sort();
    for (const replica of leave) setTimeout(() => replica.close(), FAREWELL_MS).unref();
  }

  #sort(): void {
    this.#serving = this.#replicas.filter(({ state }) => state === "serving");
    if (this.#serving.length > 0) this.#heard?.();
  }
}

/** `host:port` in parts; an IPv6 host stands in brackets. */
function split(address: string): { readonly host: string; readonly port: string } {
  const colon = address.lastIndexOf(":");
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ""), port: address.slice(colon + 1) };
}

/** The literal addresses behind `host:port`; none when the name is not known now. */
async function resolved(address: string): Promise<string[]> {
  const { host, port } = split(address);
  try {
    const found = isIP(host) === 0 ? (await lookup(host, { all: true })).map((one) => one.address) : [host];
    return found.map((ip) => (isIPv6(ip) ? `[${ip}]:${port}` : `${ip}:${port}`));
  } catch {
    return []; // asked again at the next call and every 15 s
  }
}
