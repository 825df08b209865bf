import { BlockList, isIPv4, isIPv6 } from "node:net";
import { type HttpRequest, headerOf } from "./http-message.ts";
import type { Arrival } from "./origins.ts";

/** Finds out where requests come from, through the proxies that are trusted to say so. */
export class Arrivals {
  readonly #trusted = new BlockList();

  /** `proxies` are addresses and networks, as in TRUSTED_PROXIES. */
  constructor(proxies: readonly string[]) {
    for (const proxy of proxies) {
      const [address = "", bits] = proxy.split("/");
      const family = isIPv4(address) ? "ipv4" : "ipv6";
      this.#trusted.addSubnet(address, Number(bits ?? (family === "ipv4" ? 32 : 128)), family);
    }
  }

  /** Whether an address is a proxy's. */
  isProxy(address: string): boolean {
    if (isIPv4(address)) return this.#trusted.check(address, "ipv4");
    return isIPv6(address) && this.#trusted.check(address, "ipv6");
  }

  /**
   * Where a request comes from. Behind a trusted proxy that is the last address in X-Forwarded-For that is no trusted
   * proxy's: each proxy appends whom it saw, so what stands before is only claimed.
   */
  of(req: HttpRequest): Arrival {
    const peer = addressOf(req.socket?.remoteAddress);
    if (!this.isProxy(peer)) return { address: peer, https: false };
    const hops = (headerOf(req, "x-forwarded-for") ?? "").split(",").map((hop) => addressOf(hop.trim()));
    let address = peer;
    for (const hop of hops.reverse()) {
      if (!isIPv4(hop) && !isIPv6(hop)) break;
      address = hop;
      if (!this.isProxy(hop)) break;
    }
    const proto = headerOf(req, "x-forwarded-proto")?.split(",").at(-1)?.trim();
    return { address, https: proto === "https" };
  }
}

const MAPPED = "::ffff:";
const BRACKETED = /^\[([^\]]+)\](?::\d+)?$/;
const WITH_PORT = /^(\d+\.\d+\.\d+\.\d+):\d+$/;

/** An address alone: without port and brackets, an IPv4 one that arrived on an IPv6 socket in its own form. */
export function addressOf(text = ""): string {
  const plain = BRACKETED.exec(text)?.[1] ?? WITH_PORT.exec(text)?.[1] ?? text;
  return plain.startsWith(MAPPED) ? plain.slice(MAPPED.length) : plain;
}
