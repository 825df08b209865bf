import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/**
 * Keeps small secrets unreadable in the database and in backups. `about` says what a secret is and whose, such as
 * `identity.totp:usr_…`; it is authenticated, not stored, so a sealed text that is moved to another row doesn't open.
 */
export interface Secrets {
  /** Seals a text with the first key (AES-256-GCM, a fresh 96-bit nonce); the same text never seals alike. */
  readonly seal: (plain: string, about: string) => string;
  /** Opens a sealed text with whichever key sealed it. Throws SealBrokenError. */
  readonly open: (sealed: string, about: string) => string;
  /** Whether a sealed text should be sealed anew, because another key than the first sealed it. */
  readonly isStale: (sealed: string) => boolean;
  /** A code (HMAC-SHA256, base64url) that only a holder of the first key can make for a text; for links and the like. */
  readonly codeFor: (text: string, about: string) => string;
  /** Whether a code was made for this text, with any of the keys; compared in constant time. */
  readonly isCodeFor: (code: string, text: string, about: string) => boolean;
}

/** A sealed text doesn't open: it was changed, is about something else, or its key isn't configured any more. */
export class SealBrokenError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "SealBrokenError";
  }
}

/** Bytes of a key. */
export const KEY_BYTES = 32;
const FORMAT = "s1";
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  /** The start of a digest of the key: tells keys apart and nothing else. */
  readonly id: string;
  readonly sealing: Buffer;
  readonly coding: Buffer;
}

/**
 * Secrets under 32-byte keys: the first seals, all open. `load` is asked once, when a secret is first handled.
 * Sealed: `s1.<key id>.<nonce ‖ ciphertext ‖ tag in base64url>`.
 */
export function createSecrets(load: () => readonly Uint8Array[]): Secrets {
  let loaded: readonly Key[] | undefined;
  const keys = (): readonly Key[] => {
    loaded ??= load().map(derive);
    return loaded;
  };
  const first = (): Key => {
    const [key] = keys();
    if (!key) throw new Error("there is no key to seal with");
    return key;
  };
  return {
    seal: (plain, about) => seal(first(), plain, about),
    open: (sealed, about) => open(keys(), sealed, about),
    isStale: (sealed) => !sealed.startsWith(`${FORMAT}.${first().id}.`),
    codeFor: (text, about) => code(first(), text, about).toString("base64url"),
    isCodeFor: (given, text, about) => {
      const bytes = Buffer.from(given, "base64url");
      return keys().some((key) => {
        const right = code(key, text, about);
        return right.length === bytes.length && timingSafeEqual(right, bytes);
      });
    },
  };
}

/** One key, two uses: what seals never codes (HKDF, RFC 5869). */
function derive(key: Uint8Array): Key {
  if (key.length !== KEY_BYTES) throw new Error(`a key has ${key.length} bytes instead of ${KEY_BYTES}`);
  const part = (use: string): Buffer =>
    Buffer.from(hkdfSync("sha256", key, "", `countersign ${use}`, KEY_BYTES));
  const id = createHash("sha256").update(part("key id")).digest("base64url").slice(0, 8);
  return { id, sealing: part("seal"), coding: part("code") };
}

const associated = (keyId: string, about: string): Buffer => Buffer.from(`${FORMAT}.${keyId}.${about}`);

function seal(key: Key, plain: string, about: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key.sealing, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(key.id, about));
  const body = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${FORMAT}.${key.id}.${body.toString("base64url")}`;
}

function open(keys: readonly Key[], sealed: string, about: string): string {
  const [format, keyId = "", text = "", ...rest] = sealed.split(".");
  const body = Buffer.from(text, "base64url");
  if (format !== FORMAT || rest.length > 0 || body.length < NONCE_BYTES + TAG_BYTES)
    throw new SealBrokenError(`${about}: this is no sealed text`);
  const key = keys.find((candidate) => candidate.id === keyId);
  if (!key)
    throw new SealBrokenError(
      `${about} was sealed with the key ${keyId}, which is not in SECRETS_KEY (or secrets.key)`,
    );
  try {
    const cipher = createDecipheriv(CIPHER, key.sealing, body.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(associated(key.id, about));
    cipher.setAuthTag(body.subarray(-TAG_BYTES));
    const plain = cipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, cipher.final()]).toString("utf8");
  } catch (cause) {
    throw new SealBrokenError(`${about} does not open: it was changed or belongs elsewhere`, cause);
  }
}

const code = (key: Key, text: string, about: string): Buffer =>
  createHmac("sha256", key.coding)
    .update(`${Buffer.byteLength(about)}:${about}:${text}`)
    .digest();
