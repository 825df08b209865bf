import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/settings.ts";
import { createSecrets, KEY_BYTES, type Secrets } from "./secrets.ts";

/** The file in DATA_DIR that holds the key of an installation without SECRETS_KEY. */
export const KEY_FILE = "secrets.key";

/**
 * The secrets of this installation, under SECRETS_KEY, or under a key of its own that is made in DATA_DIR (mode 0600)
 * when a secret is first handled. Throws ConfigError then, when the file can't be made or holds no key.
 */
export const openSecrets = (config: Pick<Config, "secretsKey" | "dataDir">): Secrets =>
  createSecrets(() =>
    config.secretsKey.length > 0
      ? config.secretsKey.map((key) => Buffer.from(key, "base64url"))
      : [keyFromFile(config.dataDir)],
  );

function keyFromFile(dataDir: string): Buffer {
  const path = join(dataDir, KEY_FILE);
  try {
    const text = read(path) ?? create(dataDir, path);
    const key = Buffer.from(text.trim(), "base64url");
    if (key.length === KEY_BYTES) return key;
  } catch (cause) {
    throw Object.assign(
      new ConfigError(`${path} can't be read or written: ${String(cause)}. Or set SECRETS_KEY.`),
      {
        cause,
      },
    );
  }
  throw new ConfigError(`${path} holds no key (${KEY_BYTES} bytes in base64url). Restore it from a backup.`);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Makes the file whole or not at all; of several processes that do so at once, one's key is everybody's. */
function create(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, `${randomBytes(KEY_BYTES).toString("base64url")}\n`);
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
  return readFileSync(path, "utf8");
}
