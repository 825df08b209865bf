import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DEMO_PASSWORD } from "../../../cli/demo/accounts.ts";

/** A running platform with the demo customer. */
export interface SharedPlatform {
  readonly url: string;
  /** Its settings, for commands beside it. */
  readonly env: Readonly<Record<string, string>>;
  /** Where its mails are written. */
  readonly mailFolder: string;
}

/** The password of all demo accounts. */
export const PASSWORD = DEMO_PASSWORD;

const LONGEST_MS = 170_000;
const LOOK_MS = 200;

/**
 * The one platform of this test run: the first test file that asks starts it, the others wait for it, and it ends with
 * the run. Loading the demo takes its time: give `beforeAll` PLATFORM_MS.
 */
export async function sharedPlatform(): Promise<SharedPlatform> {
  const run = process.env.TEST_RUN ?? String(process.pid);
  const folder = join(tmpdir(), `countersign-web-${run}`);
  if (await isFirst(folder)) startHost(folder, run);
  const deadline = performance.now() + LONGEST_MS;
  while (performance.now() < deadline) {
    for (const [file, done] of [
      ["ready.json", true],
      ["failed.txt", false],
    ] as const) {
      const path = join(folder, file);
      if (!existsSync(path)) continue;
      const text = readFileSync(path, "utf8");
      if (!done) throw new Error(`the platform for the web tests did not start:\n${text}`);
      return JSON.parse(text) as SharedPlatform;
    }
    await pause(LOOK_MS);
  }
  throw new Error(`the platform for the web tests was not ready within ${LONGEST_MS / 1000} s`);
}

/** How long `beforeAll` may take, ms. */
export const PLATFORM_MS = LONGEST_MS + 10_000;

async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch {
    return false; // another test file was first
  }
}

function startHost(folder: string, run: string): void {
  const host = spawn(process.execPath, [join(import.meta.dirname, "platform-host.ts"), folder, run], {
    detached: true,
    stdio: "ignore",
  });
  host.unref();
}
