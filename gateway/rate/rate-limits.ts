import { isIPv6 } from "node:net";
import { LRUCache } from "lru-cache";
import type { UserPrincipal } from "../../runtime/auth/principal.ts";
import type { Clock } from "../../runtime/clock.ts";
import { advance, type Counted, nothing, waitMs } from "./sliding-window.ts";

/** Calls a minute; 0 for any number. */
export interface RateRules {
  readonly perUser: number;
  readonly perCustomer: number;
  readonly perAddress: number;
}

/** Whose calls are counted together. */
type Kind = "user" | "customer" | "address";

/** Calls that this gateway admitted since it last told the others, by `kind:name`. */
export type Tally = ReadonlyMap<string, number>;

/** Most names kept of each kind. Those of another kind can't push them out: addresses are cheap to an attacker. */
const MAX_NAMES = 100_000;

/**
 * Counts calls and says when there are too many. Counting is local, so a call never waits for it; `drain` and `add`
 * exchange the counts between gateways (see `gossip.ts` for how far that lags).
 */
export class RateLimits {
  readonly #limits: Readonly<Record<Kind, number>>;
  readonly #clock: Clock;
  readonly #counts: Readonly<Record<Kind, LRUCache<string, Counted>>>;
  #untold = new Map<string, number>();

  constructor(rules: RateRules, clock: Clock) {
    this.#limits = { user: rules.perUser, customer: rules.perCustomer, address: rules.perAddress };
    this.#clock = clock;
    const names = () => new LRUCache<string, Counted>({ max: MAX_NAMES });
    this.#counts = { user: names(), customer: names(), address: names() };
  }

  /**
   * Counts one call, or gives how long its caller should wait, in ms, and counts nothing: a caller who goes on calling
   * is not shut out for longer.
   */
  admit(user: UserPrincipal | undefined, address: string): number {
    const nowMs = this.#clock.now().getTime();
    if (!user) return this.#take(nowMs, ["address", networkOf(address)]);
    const mine = ["user", user.userId] as const;
    return user.customerId === ""
      ? this.#take(nowMs, mine)
      : this.#take(nowMs, mine, ["customer", user.customerId]);
  }

  /** What was admitted since the last time, for the other gateways. */
  drain(): Tally {
    const told = this.#untold;
    if (told.size > 0) this.#untold = new Map();
    return told;
  }

  /** Adds what another gateway admitted just now. Names of an unknown kind are left out. */
  add(tally: Iterable<readonly [string, number]>): void {
    const nowMs = this.#clock.now().getTime();
    for (const [key, calls] of tally) {
      const colon = key.indexOf(":");
      const kind = key.slice(0, colon);
      if (kind === "user" || kind === "customer" || kind === "address")
        this.#countOf(kind, key.slice(colon + 1), nowMs).present += calls;
    }
  }

  #take(nowMs: number, ...names: (readonly [Kind, string])[]): number {
    let wait = 0;
    const counts = names.map(([kind, name]) => {
      const limit = this.#limits[kind];
      if (limit === 0) return undefined;
      const counted = this.#countOf(kind, name, nowMs);
      wait = Math.max(wait, waitMs(counted, limit, nowMs));
      return { key: `${kind}:${name}`, counted };
    });
    if (wait > 0) return wait;
    for (const count of counts) {
      if (!count) continue;
      count.counted.present += 1;
      this.#untold.set(count.key, (this.#untold.get(count.key) ?? 0) + 1);
    }
    return 0;
  }

  #countOf(kind: Kind, name: string, nowMs: number): Counted {
    const known = this.#counts[kind].get(name);
    if (known) {
      advance(known, nowMs);
      return known;
    }
    const fresh = nothing(nowMs);
    this.#counts[kind].set(name, fresh);
    return fresh;
  }
}

/** Whose address it is: an IPv6 one stands for its /64 network, which is what one subscriber gets (RFC 6177). */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  const groups = tail === undefined ? left : [...left, ...Array(Math.max(0, missing)).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
