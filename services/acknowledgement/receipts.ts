import { createPrivateKey, type JsonWebKey, type KeyObject, sign } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { serviceActor } from "../../runtime/auth/principal.ts";
import type { Clock } from "../../runtime/clock.ts";
import { DuplicateKeyError } from "../../runtime/mongo/change.ts";
import type { Commit } from "../../runtime/mongo/unit-of-work.ts";
import type { Secrets } from "../../runtime/secrets/secrets.ts";
import { type ReceiptKeyRow, receiptKeyAbout } from "./store/receipt-key-model.ts";
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
  readonly key: KeyObject;
  /** The protected header, encoded. */
  readonly header: string;
}

/** Signs receipts with the platform's Ed25519 key, which the first process to need it makes. */
export class Receipts {
  readonly #keys: ReceiptKeyStore;
  readonly #commit: Commit;
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  #current: Promise<SigningKey> | undefined;
  readonly #public = new Map<string, string>();

  constructor(keys: ReceiptKeyStore, commit: Commit, clock: Clock, secrets: Secrets) {
    this.#keys = keys;
    this.#commit = commit;
    this.#clock = clock;
    this.#secrets = secrets;
  }

  /** Signs claims (JSON text). Ed25519 is deterministic: the same claims give the same receipt. */
  async sign(claims: string): Promise<SignedReceipt> {
    const { id, key, header } = await this.#signingKey();
    const content = `${header}.${Buffer.from(claims).toString("base64url")}`;
    // Signing takes less time here than handing it to another thread and back.
    const signature = sign(null, Buffer.from(content), key).toString("base64url");
    return { jws: `${content}.${signature}`, keyId: id };
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
    const jwk: JsonWebKey = JSON.parse(this.#secrets.open(row.sealedKey, receiptKeyAbout(row._id)));
    await this.#sealAnew(row);
    const header = JSON.stringify({ alg: "EdDSA", typ: RECEIPT_TYPE, kid: row._id });
    return {
      id: row._id,
      key: createPrivateKey({ key: jwk, format: "jwk" }),
      header: Buffer.from(header).toString("base64url"),
    };
  }

  /** A key that another secret than the first sealed is sealed with that one, so that the old one can go. */
  async #sealAnew(row: ReceiptKeyRow): Promise<void> {
    if (!this.#secrets.isStale(row.sealedKey)) return;
    const about = receiptKeyAbout(row._id);
    const sealedKey = this.#secrets.seal(this.#secrets.open(row.sealedKey, about), about);
    const actor = serviceActor("acknowledgement", "receipt key");
    await this.#commit({ changes: [this.#keys.seal(row, sealedKey)], events: [], actor });
  }

  /** Of several processes that make a key at once, one's is kept. */
  async #create(): Promise<ReceiptKeyRow> {
    const pair = await generateKeyPair("EdDSA", { extractable: true });
    const { kty, crv, x } = await exportJWK(pair.publicKey);
    const publicPart = { kty: String(kty), crv: String(crv), x: String(x) };
    const kid = await calculateJwkThumbprint(publicPart);
    const row: ReceiptKeyRow = {
      _id: kid,
      sealedKey: this.#secrets.seal(JSON.stringify(await exportJWK(pair.privateKey)), receiptKeyAbout(kid)),
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
