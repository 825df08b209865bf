import { createLocalJWKSet, type JSONWebKeySet } from "jose";

/** Where the public keys come from: the identity service's GetJwks. */
export type FetchJwks = () => Promise<JSONWebKeySet>;

/** What jose looks a token's key up in. */
export type Keys = ReturnType<typeof createLocalJWKSet>;

/** Least time between two fetches, whoever asks and whatever came of the last one. */
const BETWEEN_FETCHES_MS = 5_000;
/** A key set is fetched anew after so long: a key that identity takes back is trusted no longer than that. */
const FRESH_MS = 60_000;
/** While identity doesn't answer, the last key set serves so long and no longer. */
const SERVES_MS = 10 * 60_000;

/**
 * The public keys of access tokens as they are known here. Fetches are few, however many ask at once and whatever
 * key ids they make up: one at a time, and 5 s between the beginnings of two.
 */
export class KeySet {
  readonly #fetchJwks: FetchJwks;
  readonly #changed: () => void;
  readonly #nowMs: () => number;
  #keys: Keys | undefined;
  #kids = "";
  #fetchedMs = Number.NEGATIVE_INFINITY;
  #begunMs = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;

  /** `changed` is called when the keys aren't those that they were; `nowMs` counts ms evenly from any beginning. */
  constructor(fetchJwks: FetchJwks, changed: () => void, nowMs: () => number = () => performance.now()) {
    this.#fetchJwks = fetchJwks;
    this.#changed = changed;
    this.#nowMs = nowMs;
  }

  /** The keys at hand, not older than 10 minutes; older than one minute, they are being renewed. Throws what the fetch throws. */
  async current(): Promise<Keys> {
    const ageMs = this.#nowMs() - this.#fetchedMs;
    if (!this.#keys || ageMs > SERVES_MS) await this.#fetch();
    else if (ageMs > FRESH_MS && this.#mayBegin()) void this.#fetch().catch(() => {}); // the next call tries again, until SERVES_MS
    if (!this.#keys) throw new Error("there are no keys");
    return this.#keys;
  }

  /** Keys newer than the ones a token's key was missed in; undefined when there were fetched some a moment ago. */
  async newer(missedIn: Keys): Promise<Keys | undefined> {
    if (this.#keys === missedIn && (this.#fetching || this.#mayBegin())) await this.#fetch();
    return this.#keys === missedIn ? undefined : this.#keys;
  }

  #mayBegin(): boolean {
    return this.#nowMs() - this.#begunMs >= BETWEEN_FETCHES_MS;
  }

  #fetch(): Promise<void> {
    this.#fetching ??= this.#load().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #load(): Promise<void> {
    this.#begunMs = this.#nowMs();
    const set = await this.#fetchJwks();
    const kids = set.keys.map((key) => `${key.kid} ${key.x}`).join();
    this.#keys = createLocalJWKSet(set);
    this.#fetchedMs = this.#nowMs();
    if (kids !== this.#kids) this.#changed();
    this.#kids = kids;
  }
}
