/**
 * Runs the platform of a test run in a process of its own, because the test file that starts it may end before others.
 * Arguments: the folder for what it says, and the process of the test run, with which it ends.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { dropInstallation } from "../../../runtime/testing/drop-installation.ts";

const [folder = "", run = ""] = process.argv.slice(2);
const ROOT = join(import.meta.dirname, "../../..");
const LOOK_MS = 500;
const STOP_MS = 5_000;

const unique = `w${randomBytes(5).toString("hex")}`;
const dataDir = join(folder, "data");
mkdirSync(dataDir, { recursive: true });
const port = await freePort();
const settings: Record<string, string> = {
  DATABASE_PREFIX: unique,
  NATS_PREFIX: unique,
  DATA_DIR: dataDir,
  HTTP_PORT: String(port),
  GRPC_PORT: "0",
  DEMO: "on",
  LOG_LEVEL: "error",
  LOG_FORMAT: "json",
  RATE_LIMIT_PER_USER: "0",
  RATE_LIMIT_PER_CUSTOMER: "0",
  RATE_LIMIT_PER_ADDRESS: "0",
  MAX_CONNECTIONS_PER_ADDRESS: "0",
  IDENTITY_PROVIDER_REACH: "any", // tests start providers on this machine
};
const platform = spawn(process.execPath, [join(ROOT, "cli/countersign.ts"), "start"], {
  cwd: ROOT,
  env: { ...process.env, ...settings },
  stdio: ["ignore", "ignore", "pipe"],
});
let said = "";
platform.stderr.on("data", (chunk: Buffer) => {
  said = (said + chunk.toString()).slice(-20_000);
  if (said.includes("Countersign is ready.") && said.includes("Demo: complete.")) tellReady();
});
platform.once("exit", (code) => {
  writeFileSync(join(folder, "failed.txt"), `it ended with code ${code}\n${said}`);
});
const watch = setInterval(() => {
  if (!isAlive(Number(run))) void end(platform);
}, LOOK_MS);

/** Another process never reads half of it. */
function tellReady(): void {
  const path = join(folder, "ready.json");
  const content = { url: `http://127.0.0.1:${port}`, env: settings, mailFolder: join(dataDir, "mail") };
  writeFileSync(`${path}.next`, JSON.stringify(content));
  renameSync(`${path}.next`, path);
}

async function end(child: ChildProcess): Promise<void> {
  clearInterval(watch);
  setTimeout(() => process.exit(), 2 * STOP_MS).unref();
  const ended = child.exitCode === null ? once(child, "exit") : undefined;
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), STOP_MS).unref();
  await ended;
  rmSync(folder, { recursive: true, force: true });
  await dropInstallation(unique, unique).catch(() => {}); // gone with the run's own servers
  process.exit();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
