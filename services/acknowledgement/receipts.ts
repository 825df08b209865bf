import {
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
} from "jose";
import { serviceActor } from "../../runtime/auth/principal.ts";
import type { Clock } from "../../runtime/clock.ts";
import { DuplicateKeyError } from "../../runtime/mongo/change.ts";
import type { Commit } from "../../runtime/mongo/unit-of-work.ts";
import type { ReceiptKeyRow } from "./store/receipt-key-model.ts";
import type { ReceiptKeyStore } from "./store/receipt-key-store.ts";

/** The JWS type of a receipt. */
export const RECEIPT_TYPE = "countersign-receipt+jws";

/** A receipt and the key that it verifies with. */
export interface SignedReceipt {
  /** Compact JWS (RFC 7515). */
  readonly jws: string;
  readonly keyId: string;
}

interface SigningKey {
  readonly id: string;
  readonly key: CryptoKey | Uint8Array;
}

/** Signs receipts with the platform's Ed25519 key, which the first process to need it makes. */
export class Receipts {
  readonly #keys: ReceiptKeyStore;
  readonly #commit: Commit;
  readonly #clock: Clock;
  #current: Promise<SigningKey> | undefined;
  readonly #public = new Map<string, string>();

  constructor(keys: ReceiptKeyStore, commit: Commit, clock: Clock) {
    this.#keys = keys;
    this.#commit = commit;
    this.#clock = clock;
  }

  /** Signs claims (JSON text). Ed25519 is deterministic: the same claims give the same receipt. */
  async sign(claims: string): Promise<SignedReceipt> {
    const { id, key } = await this.#signingKey();
    const jws = await new CompactSign(Buffer.from(claims))
      .setProtectedHeader({ alg: "EdDSA", typ: RECEIPT_TYPE, kid: id })
      .sign(key);
    return { jws, keyId: id };
  }

  /** The public key of a receipt as JWK (RFC 7517) in JSON. */
  async publicJwk(keyId: string): Promise<string> {
    const known = this.#public.get(keyId);
    if (known !== undefined) return known;
    const row = await this.#keys.byIdForPlatform(keyId);
    if (!row) throw new Error(`the receipt key ${keyId} is missing`);
    const jwk = JSON.stringify(row.publicJwk);
    this.#public.set(keyId, jwk);
    return jwk;
  }

  #signingKey(): Promise<SigningKey> {
    this.#current ??= this.#load().catch((error: unknown) => {
      this.#current = undefined;
      throw error;
    });
    return this.#current;
  }

  async #load(): Promise<SigningKey> {
    const row = (await this.#keys.currentForPlatform()) ?? (await this.#create());
    return { id: row._id, key: await importJWK({ ...row.privateJwk }, "EdDSA") };
  }

  /** Of several processes that make a key at once, one's is kept. */
  async #create(): Promise<ReceiptKeyRow> {
    const pair = await generateKeyPair("EdDSA", { extractable: true });
    const { kty, crv, x } = await exportJWK(pair.publicKey);
    const publicPart = { kty: String(kty), crv: String(crv), x: String(x) };
    const kid = await calculateJwkThumbprint(publicPart);
    const row: ReceiptKeyRow = {
      _id: kid,
      privateJwk: { ...(await exportJWK(pair.privateKey)) },
      publicJwk: { ...publicPart, kid, alg: "EdDSA", use: "sig" },
      current: true,
      createTime: this.#clock.now(),
    };
    try {
      const actor = serviceActor("acknowledgement", "receipt key");
      await this.#commit({ changes: [this.#keys.insert(row)], events: [], actor });
      return row;
    } catch (error) {
      const other = error instanceof DuplicateKeyError ? await this.#keys.currentForPlatform() : undefined;
      if (!other) throw error;
      return other;
    }
  }
}
