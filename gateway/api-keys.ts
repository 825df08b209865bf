import { createHash } from "node:crypto";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { LRUCache } from "lru-cache";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Clock } from "../runtime/clock.ts";
import type { ForwardedHeaders } from "./forwarded-headers.ts";

const KEY = /^(?:bearer\s+)?(csk_.*)$/i;
/** Keys remembered, good and bad ones apart. */
const MAX_KEYS = 5_000;
/** A token is exchanged anew when it ends within this time, in ms. */
const RENEW_BEFORE_MS = 30_000;
/** How long a refused key is refused without asking again, in ms. */
const REFUSED_MS = 10_000;

interface Exchanged {
  readonly token: string;
  readonly endsMs: number;
}

interface Refused {
  readonly error: ConnectError;
  readonly endsMs: number;
}

const hashOf = (key: string): string => createHash("sha256").update(key).digest("base64url");

/** The API key in an `authorization` header, if it is one. */
export const apiKeyOf = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : KEY.exec(authorization)?.[1];

/**
 * Exchanges API keys for access tokens, since services take nothing else. Keys are remembered by their SHA-256 only, so
 * none lies in memory longer than its call; calls with the same key wait for one exchange.
 */
export class ApiKeys {
  readonly #client;
  readonly #clock: Clock;
  readonly #exchanged = new LRUCache<string, Exchanged>({ max: MAX_KEYS });
  readonly #refused = new LRUCache<string, Refused>({ max: MAX_KEYS });
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(identity: Transport, clock: Clock) {
    this.#client = createClient(IdentityService, identity);
    this.#clock = clock;
  }

  /** The access token that a key was exchanged for not long ago. */
  known(key: string): string | undefined {
    const known = this.#exchanged.get(hashOf(key));
    return known && known.endsMs - RENEW_BEFORE_MS > this.#clock.now().getTime() ? known.token : undefined;
  }

  /**
   * A new access token for a key. `headers` tell identity whose call it is. Throws what ExchangeApiKey throws; only
   * UNAUTHENTICATED is remembered.
   */
  async exchange(key: string, headers: ForwardedHeaders): Promise<string> {
    const hash = hashOf(key);
    const refused = this.#refused.get(hash);
    if (refused && refused.endsMs > this.#clock.now().getTime()) throw refused.error;
    const asked = this.#underWay.get(hash) ?? this.#ask(key, hash, headers);
    this.#underWay.set(hash, asked);
    return asked;
  }

  async #ask(apiKey: string, hash: string, headers: ForwardedHeaders): Promise<string> {
    try {
      const { accessToken, accessTokenExpireTime } = await this.#client.exchangeApiKey(
        { apiKey },
        { headers },
      );
      const endsMs = accessTokenExpireTime ? timestampDate(accessTokenExpireTime).getTime() : 0;
      this.#exchanged.set(hash, { token: accessToken, endsMs });
      return accessToken;
    } catch (error) {
      if (error instanceof ConnectError && error.code === Code.Unauthenticated)
        this.#refused.set(hash, { error, endsMs: this.#clock.now().getTime() + REFUSED_MS });
      throw error;
    } finally {
      this.#underWay.delete(hash);
    }
  }
}
